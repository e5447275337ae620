"""A role of the demo: rubric from the library, stages, kit, and the rubric published where panels follow."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from interviews.accounts.models import User
from interviews.roles.actions.competencies import CompetencyText, add_competency, add_from_library, change_competency
from interviews.roles.actions.kits import copy_questions, set_section, set_stage_instructions
from interviews.roles.actions.roles import create_role
from interviews.roles.actions.rubrics import publish, set_hire_line
from interviews.roles.actions.stages import add_stage
from interviews.roles.models import Competency, LibraryCompetency, Role, Rubric, Stage
from interviews.runtime.actor import acting_as
from panels.overview.demo.content import RoleStory
from panels.overview.demo.kickoffs import hold
from panels.overview.demo.people import Cast


def make_role(story: RoleStory, *, people: Cast) -> Role:
    lead, hr = people[story.lead], people["hana"]
    with acting_as(hr.pk):
        role = create_role(
            name=story.name, actor=hr, lead=lead, team=story.team, summary=story.summary, stage=story.stages[0]
        )
        for name in story.stages[1:]:
            add_stage(role=role, name=name, actor=hr)
        rubric = role.rubrics.get()
        stage = role.stages.get(name=story.panel_stage)
        set_stage_instructions(stage=stage, instructions=story.instructions, actor=hr)
        for facts in story.competencies.values():
            competency = _add(rubric, facts, hr)
            set_section(stage=stage, competency_key=competency.key, minutes=facts["minutes"], instructions="", actor=hr)
            if "library" in facts:
                _copy_questions(stage, competency, hr)
        if story.hire_line:
            set_hire_line(rubric=rubric, hire_line=Decimal(story.hire_line), actor=hr)
        if story.kickoff:
            hold(story.kickoff, rubric=rubric, lead=lead, hr=hr, people=people)
        if story.panels:
            publish(rubric=rubric, actor=hr)
    return role


def _add(rubric: Rubric, facts: dict[str, Any], hr: User) -> Competency:
    weighed: dict[str, Any] = {
        "weight": Decimal(facts.get("weight", "1")),
        "must_have": facts.get("must_have", False),
        "minimum_level": facts.get("minimum"),
    }
    if "library" not in facts:
        anchors = {int(level): text for level, text in facts.get("anchors", {}).items()}
        text = CompetencyText(facts["name"], facts["definition"], anchors=anchors, **weighed)
        return add_competency(rubric=rubric, text=text, actor=hr)
    entry = LibraryCompetency.objects.get(name=facts["library"])
    added = add_from_library(rubric=rubric, entry=entry, actor=hr)
    text = CompetencyText(added.name, added.definition, **weighed)
    return change_competency(competency=added, text=text, actor=hr)


def _copy_questions(stage: Stage, competency: Competency, hr: User) -> None:
    questions = list(LibraryCompetency.objects.get(name=competency.name).questions.all())
    copy_questions(stage=stage, competency=competency, questions=questions, actor=hr)
