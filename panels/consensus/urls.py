from django.urls import path

from panels.consensus.views import analyses, board, figures, organisation, previews, printing, reliability, reports

app_name = "consensus"
urlpatterns = [
    path("panels/<uuid:uuid>/report/", reports.report, name="report"),
    path("panels/<uuid:uuid>/report/status/", reports.status, name="status"),
    path("panels/<uuid:uuid>/report/rebuild/", reports.rebuild, name="rebuild"),
    path("panels/<uuid:uuid>/report/<slug:digest>/", reports.report, name="version"),
    path("panels/<uuid:uuid>/report/<slug:digest>/pdf/", printing.ask, name="print"),
    path("printouts/<uuid:uuid>/", printing.printout, name="printout"),
    path("printouts/<uuid:uuid>/status/", printing.status, name="printout_status"),
    path("printouts/<uuid:uuid>/pdf/", printing.file, name="printout_file"),
    path("roles/<uuid:uuid>/board/", board.board, name="board"),
    path("roles/<uuid:uuid>/board/csv/", board.as_file, {"kind": "csv"}, name="board_csv"),
    path("roles/<uuid:uuid>/board/xlsx/", board.as_file, {"kind": "xlsx"}, name="board_xlsx"),
    path("roles/<uuid:uuid>/reliability/", reliability.reliability, name="reliability"),
    path("rubrics/<uuid:uuid>/what-if/", previews.change_preview, name="change_preview"),
    path("analyses/", analyses.analyses, name="analyses"),
    path("analyses/<uuid:uuid>/", analyses.analysis, name="analysis"),
    path("analyses/<uuid:uuid>/status/", analyses.status, name="analysis_status"),
    path("analyses/<uuid:uuid>/again/", analyses.again, name="analysis_again"),
    path("analyses/<uuid:uuid>/json/", analyses.download, name="analysis_json"),
    path("analyses/<uuid:uuid>/file/", analyses.file, name="analysis_file"),
    path("analyses/<uuid:uuid>/remove/", analyses.remove, name="analysis_remove"),
    path("measures/", organisation.measures, name="measures"),
    path("measures/interviewers/", figures.interviewers, name="interviewers"),
    path("me/figures/", figures.own, name="own_figures"),
    path("measures/adjustment/", organisation.adjustment, name="adjustment"),
    path("measures/stances/", organisation.stances, name="stances"),
    path("measures/named-figures/", organisation.named_figures, name="named_figures"),
    path("measures/scales/<uuid:uuid>/calibrate/", organisation.calibrate, name="calibrate"),
    path("roles/<uuid:uuid>/adjustment/", organisation.role_adjustment, name="role_adjustment"),
]
