package bitline.report;

import java.nio.charset.StandardCharsets;
import tools.jackson.core.util.DefaultIndenter;
import tools.jackson.core.util.DefaultPrettyPrinter;
import tools.jackson.core.util.Separators;
import tools.jackson.databind.MapperFeature;
import tools.jackson.databind.ObjectWriter;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/// One text for one value: keys in alphabetical order at every level, two spaces of indentation, `\n` at the end of
/// every line, doubles as `Double.toString` writes them. So equal results are equal files, and a diff of two shows
/// what changed. Numbers that JSON lacks become the texts `"NaN"`, `"Infinity"` and `"-Infinity"`.
public final class CanonicalJson {
  private static final ObjectWriter WRITER = writer();

  private CanonicalJson() {}

  /// The text of a record, map, list or simple value; ends with a line end.
  public static String text(Object value) {
    return WRITER.writeValueAsString(value) + "\n";
  }

  /// [#text] in UTF-8.
  public static byte[] bytes(Object value) {
    return text(value).getBytes(StandardCharsets.UTF_8);
  }

  private static ObjectWriter writer() {
    DefaultIndenter indenter = new DefaultIndenter("  ", "\n");
    Separators separators =
        Separators.createDefaultInstance().withObjectNameValueSpacing(Separators.Spacing.AFTER);
    return JsonMapper.builder()
        .enable(MapperFeature.SORT_PROPERTIES_ALPHABETICALLY)
        .disable(MapperFeature.SORT_CREATOR_PROPERTIES_FIRST)
        .enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS)
        .enable(SerializationFeature.INDENT_OUTPUT)
        .defaultPrettyPrinter(
            new DefaultPrettyPrinter(separators)
                .withObjectIndenter(indenter)
                .withArrayIndenter(indenter))
        .build()
        .writer();
  }
}
