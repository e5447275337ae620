from django.urls import path

from panels.seating.views import candidates, erasing, interviews, outside, panels, questions, recusing, seats

app_name = "seating"
urlpatterns = [
    path("candidates/", candidates.candidates, name="candidates"),
    path("candidates/new/", candidates.candidate_new, name="candidate_new"),
    path("candidates/<uuid:uuid>/", candidates.candidate, name="candidate"),
    path("candidates/<uuid:uuid>/edit/", candidates.candidate_edit, name="candidate_edit"),
    path("candidates/<uuid:uuid>/links/", candidates.candidate_links, name="candidate_links"),
    path("candidates/<uuid:uuid>/links/remove/", candidates.candidate_link_remove, name="candidate_link_remove"),
    path("candidates/<uuid:uuid>/files/", candidates.candidate_files, name="candidate_files"),
    path("candidates/<uuid:uuid>/step-back/", recusing.step_back, name="step_back"),
    path("candidates/<uuid:uuid>/let-back/", recusing.let_back, name="let_back"),
    path("candidates/<uuid:uuid>/erase/", erasing.erase, name="candidate_erase"),
    path("candidates/<uuid:uuid>/keep/", erasing.keep, name="candidate_keep"),
    path("files/<uuid:uuid>/", candidates.file, name="file"),
    path("files/<uuid:uuid>/remove/", candidates.file_remove, name="file_remove"),
    path("panels/new/", panels.panel_new, name="panel_new"),
    path("panels/<uuid:uuid>/seats/", panels.seats, name="seats"),
    path("panels/<uuid:uuid>/edit/", panels.panel_edit, name="panel_edit"),
    path("panels/<uuid:uuid>/send/", panels.send, name="send"),
    path("panels/<uuid:uuid>/questions/new/", questions.question_new, name="question_new"),
    path("panels/questions/<uuid:uuid>/remove/", questions.question_remove, name="question_remove"),
    path("panels/<uuid:uuid>/withdraw/", panels.withdraw, name="withdraw"),
    path("panels/<uuid:uuid>/cancel/", panels.cancel, name="cancel"),
    path("panels/<uuid:uuid>/interviews/new/", interviews.interview_new, name="interview_new"),
    path("interviews/<uuid:uuid>/", interviews.interview, name="interview"),
    path("interviews/<uuid:uuid>/remove/", interviews.interview_remove, name="interview_remove"),
    path("interviews/<uuid:uuid>/did-not-happen/", interviews.did_not_happen, name="did_not_happen"),
    path("interviews/<uuid:uuid>/seats/new/", seats.seat_new, name="seat_new"),
    path("interviews/<uuid:uuid>/outside/", outside.outside_new, name="outside_new"),
    path("seats/<uuid:uuid>/link/", outside.link_new, name="link_new"),
    path("seat-links/<str:token>/", outside.open_seat, name="open_seat"),
    path("seat-links/<str:token>/again/", outside.link_again, name="link_again"),
    path("seats/<uuid:uuid>/", seats.seat, name="seat"),
    path("seats/<uuid:uuid>/remove/", seats.seat_remove, name="seat_remove"),
]
