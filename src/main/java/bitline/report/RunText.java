package bitline.report;

/// A run as text for a terminal: the same figures as [HtmlReport], without the pictures.
public final class RunText {
  private static final int COSTLIEST = 5;

  private RunText() {}

  /// Lines no longer than `width` where names allow it, every line ended by `\n`.
  public static String of(RunReport report, int width) {
    StringBuilder out = new StringBuilder();
    out.append(report.network().name())
        .append(" on ")
        .append(report.chip().name())
        .append(", ")
        .append(report.inputs())
        .append(report.inputs() == 1 ? " input\n\n" : " inputs\n\n");
    if (report.floatScore() != null && report.chipScore() != null) {
      out.append(RunTables.scores(report).render(width)).append('\n');
    }
    wrap(RunTables.verdict(report), width, out);
    if (report.samples() != null) {
      out.append('\n').append(report.samples().table().render(width));
      wrap(report.samples().remark(), width, out);
    }
    out.append('\n').append(RunTables.layers(report).render(width)).append('\n');
    if (!report.costliest(COSTLIEST).isEmpty()) {
      wrap("What costs most, as the " + report.lossMeaning() + ":", width, out);
      out.append(RunTables.costliest(report, COSTLIEST).render(width)).append('\n');
    }
    for (String note : report.notes()) {
      wrap(note, width, out);
    }
    wrap(RunTables.evidence(report), width, out);
    out.append('\n').append(RunTables.time(report).render(width));
    return out.toString();
  }

  /// The same without the layers, for a first look.
  public static String brief(RunReport report, int width) {
    StringBuilder out = new StringBuilder();
    out.append(report.network().name())
        .append(" on ")
        .append(report.chip().name())
        .append(", ")
        .append(report.inputs())
        .append(report.inputs() == 1 ? " input\n" : " inputs\n");
    report.chip().facts().stream().limit(1).forEach(fact -> wrap(fact.value(), width, out));
    out.append('\n');
    if (report.floatScore() != null && report.chipScore() != null) {
      out.append(RunTables.scores(report).render(width)).append('\n');
    }
    wrap("What costs most, as the " + report.lossMeaning() + ":", width, out);
    out.append(RunTables.costliest(report, COSTLIEST).render(width));
    return out.toString();
  }

  private static void wrap(String text, int width, StringBuilder out) {
    out.append(Paragraph.wrap(text, "", "", width));
  }
}
