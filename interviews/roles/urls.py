from django.urls import path

from interviews.roles.views import competencies, kits, library, roles, rubrics, stages

app_name = "roles"

urlpatterns = [
    path("roles/", roles.roles, name="roles"),
    path("roles/new/", roles.new, name="new"),
    path("roles/<uuid:uuid>/", roles.role, name="role"),
    path("roles/<uuid:uuid>/edit/", roles.edit, name="edit"),
    path("roles/<uuid:uuid>/clone/", roles.clone, name="clone"),
    path("roles/<uuid:uuid>/archive/", roles.archive, name="archive"),
    path("roles/<uuid:uuid>/stages/new/", stages.new, name="stage_new"),
    path("roles/<uuid:uuid>/rubrics/new/", rubrics.start, name="start"),
    path("stages/<uuid:uuid>/", stages.stage, name="stage"),
    path("stages/<uuid:uuid>/move/", stages.move, name="stage_move"),
    path("stages/<uuid:uuid>/remove/", stages.remove, name="stage_remove"),
    path("stages/<uuid:uuid>/kit/", kits.kit, name="kit"),
    path("stages/<uuid:uuid>/kit/<uuid:key>/", kits.section, name="section"),
    path("stages/<uuid:uuid>/kit/<uuid:key>/questions/new/", kits.question_new, name="question_new"),
    path("stages/<uuid:uuid>/kit/<uuid:key>/from-library/", kits.copy, name="copy_questions"),
    path("questions/<uuid:uuid>/", kits.question, name="question"),
    path("questions/<uuid:uuid>/move/", kits.question_move, name="question_move"),
    path("questions/<uuid:uuid>/remove/", kits.question_remove, name="question_remove"),
    path("rubrics/<uuid:uuid>/", rubrics.rubric, name="rubric"),
    path("rubrics/<uuid:uuid>/scale/", rubrics.scale, name="scale"),
    path("rubrics/<uuid:uuid>/hire-line/", rubrics.hire_line, name="hire_line"),
    path("rubrics/<uuid:uuid>/publish/", rubrics.publishing, name="publish"),
    path("rubrics/<uuid:uuid>/discard/", rubrics.discard, name="discard"),
    path("rubrics/<uuid:uuid>/preview/", rubrics.preview, name="preview"),
    path("rubrics/<uuid:uuid>/competencies/new/", competencies.new, name="competency_new"),
    path("rubrics/<uuid:uuid>/from-library/", competencies.from_library, name="from_library"),
    path("competencies/<uuid:uuid>/", competencies.competency, name="competency"),
    path("competencies/<uuid:uuid>/move/", competencies.move, name="competency_move"),
    path("competencies/<uuid:uuid>/remove/", competencies.remove, name="competency_remove"),
    path("library/", library.library, name="library"),
    path("library/new/", library.new, name="library_new"),
    path("library/<uuid:uuid>/", library.entry, name="library_entry"),
    path("library/<uuid:uuid>/edit/", library.edit, name="library_edit"),
    path("library/<uuid:uuid>/retire/", library.retire, name="library_retire"),
]
