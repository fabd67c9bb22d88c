package bitline.silicon.fit;

import bitline.base.Problem;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;

/// Rows of the sheets of an Office Open XML workbook whose first row names the columns, as text;
/// formulas by their stored value.
final class Workbook {
  private static final long LARGEST = 64 << 20;

  private Workbook() {}

  /// The rows of all sheets whose first row has a cell with that text.
  static List<Map<String, String>> rows(Path file, String column) {
    List<Map<String, String>> out = new ArrayList<>();
    try (ZipFile zip = new ZipFile(file.toFile())) {
      List<String> strings = strings(zip);
      List<String> sheets =
          Collections.list(zip.entries()).stream()
              .map(e -> ((ZipEntry) e).getName())
              .filter(name -> name.matches("xl/worksheets/sheet[0-9]+\\.xml"))
              .sorted()
              .toList();
      for (String sheet : sheets) {
        List<Map<String, String>> cells = cells(zip, sheet, strings);
        if (!cells.isEmpty() && cells.getFirst().containsValue(column)) {
          out.addAll(named(cells));
        }
      }
    } catch (IOException | XMLStreamException e) {
      throw new Problem(file + ": is no workbook that can be read", e);
    }
    return out;
  }

  /// Rows by the text of the first row instead of by the letter of the column.
  private static List<Map<String, String>> named(List<Map<String, String>> cells) {
    Map<String, String> names = cells.getFirst();
    List<Map<String, String>> out = new ArrayList<>();
    for (Map<String, String> row : cells.subList(1, cells.size())) {
      Map<String, String> byName = new LinkedHashMap<>();
      names.forEach((letter, name) -> byName.put(name, row.getOrDefault(letter, "")));
      out.add(byName);
    }
    return out;
  }

  private static XMLStreamReader open(ZipFile zip, String name)
      throws IOException, XMLStreamException {
    ZipEntry entry = zip.getEntry(name);
    if (entry == null || entry.getSize() > LARGEST) {
      throw new IOException("no " + name + ", or it is too large");
    }
    XMLInputFactory factory = XMLInputFactory.newInstance();
    factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
    factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
    InputStream in = zip.getInputStream(entry);
    return factory.createXMLStreamReader(in);
  }

  private static List<String> strings(ZipFile zip) throws IOException, XMLStreamException {
    List<String> out = new ArrayList<>();
    XMLStreamReader xml = open(zip, "xl/sharedStrings.xml");
    StringBuilder text = new StringBuilder();
    while (xml.hasNext()) {
      int event = xml.next();
      if (event == XMLStreamConstants.START_ELEMENT && xml.getLocalName().equals("t")) {
        text.append(xml.getElementText());
      } else if (event == XMLStreamConstants.END_ELEMENT && xml.getLocalName().equals("si")) {
        out.add(text.toString());
        text.setLength(0);
      }
    }
    return out;
  }

  private static List<Map<String, String>> cells(ZipFile zip, String sheet, List<String> strings)
      throws IOException, XMLStreamException {
    List<Map<String, String>> out = new ArrayList<>();
    XMLStreamReader xml = open(zip, sheet);
    String letter = "";
    boolean shared = false;
    while (xml.hasNext()) {
      if (xml.next() != XMLStreamConstants.START_ELEMENT) {
        continue;
      }
      switch (xml.getLocalName()) {
        case "row" -> out.add(new TreeMap<>());
        case "c" -> {
          letter = String.valueOf(xml.getAttributeValue(null, "r")).replaceAll("[0-9]", "");
          shared = "s".equals(xml.getAttributeValue(null, "t"));
        }
        case "v" -> {
          String value = xml.getElementText();
          out.getLast().put(letter, shared ? strings.get(Integer.parseInt(value)) : value);
        }
        default -> {}
      }
    }
    return out;
  }
}
