package bitline.forecast.data;

import bitline.text.Csv;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;

/// Which products have the same silicon, so that a bootstrap draws designs instead of products and
/// errors of one design count once.
///
/// Three rules, the first that holds:
/// 1. the name says it: families whose products the vendors themselves call by one die;
/// 2. an earlier row of the same vendor has the same die area and the same number of transistors
///    (both given);
/// 3. the name without vendor, form factor, memory size and brackets.
///
/// Left out: two dies that share most of their blocks (GA100 and GA102) are two designs.
final class Designs {
  private static final Map<Pattern, String> FAMILIES = families();
  private static final Pattern BRACKETS = Pattern.compile("\\([^)]*\\)");
  private static final Pattern PACKAGE =
      Pattern.compile(
          "(?i)\\b(pc[il]e|sxm\\d?|oam|nvl|dgxs|hgx|\\d+ ?[gt]b|founders edition|mobile|max-q|tesla"
              + "|geforce|quadro|radeon|instinct)\\b");

  private Designs() {}

  private static Map<Pattern, String> families() {
    Map<String, String> names = new LinkedHashMap<>();
    names.put("GB300|B300|Blackwell Ultra", "NVIDIA Blackwell Ultra");
    names.put("GB200|B100|B200", "NVIDIA GB100");
    names.put("GH100|GH200|H100|H200|H800|H20", "NVIDIA GH100");
    names.put("A100X?|A800", "NVIDIA GA100");
    names.put("V100S?|Titan V|GV100", "NVIDIA GV100");
    names.put("P100|GP100", "NVIDIA GP100");
    names.put("L20|L40S?|RTX 6000 Ada Generation|GeForce RTX 4090 ?D?", "NVIDIA AD102");
    names.put("L2|L4", "NVIDIA AD104");
    names.put("MI3(00|08|25)[AX]?", "AMD MI300");
    names.put("MI35[05]X", "AMD MI350");
    names.put("MI2[15]0X?", "AMD Aldebaran");
    names.put("Data Center GPU Max \\d+", "Intel Ponte Vecchio");
    names.put("Ascend 910(A( Premium| Pro)?)?", "Huawei Ascend 910");
    names.put("Ascend 910[BC]( Pro|[1-4])?|Ascend 800T A2", "Huawei Ascend 910B");
    names.put("Kunlun (I|K[12]00)", "Baidu Kunlun I");
    names.put("Kunlun (II|RG?\\d00(-8F)?)", "Baidu Kunlun II");
    names.put("MLU270-\\w+", "Cambricon MLU270");
    names.put("MLU370-\\S+", "Cambricon MLU370");
    names.put("MXC500", "MetaX MXC500");
    Map<Pattern, String> out = new LinkedHashMap<>();
    names.forEach((pattern, design) ->
        out.put(Pattern.compile("(?i)(?<![\\w-])(" + pattern + ")(?![\\w-])"), design));
    return out;
  }

  /// The designs of a table of hardware by line.
  static Map<Integer, String> of(Table table) {
    Map<Integer, String> out = new HashMap<>();
    Map<String, String> known = new HashMap<>();
    for (Csv.Row row : table.rows()) {
      String name = table.text(row, "Hardware name");
      String vendor = table.text(row, "Manufacturer");
      double area = table.amount(row, "Die Size (mm^2)");
      double transistors =
          table.amount(row, "Transistors (millions)", "Number of transistors (millions)");
      boolean told = Double.isFinite(area) && Double.isFinite(transistors);
      String silicon = vendor + " " + area + " " + transistors;
      String family = family(name);
      String design = family.isEmpty() ? bare(name, vendor) : family;
      out.put(row.line(), told && family.isEmpty() ? known.getOrDefault(silicon, design) : design);
      if (told) {
        known.putIfAbsent(silicon, design);
      }
    }
    return out;
  }

  /// The family that a name tells, or nothing.
  static String family(String name) {
    for (Map.Entry<Pattern, String> each : FAMILIES.entrySet()) {
      String vendor = each.getValue().substring(0, each.getValue().indexOf(' '));
      if (name.contains(vendor) && each.getKey().matcher(name).find()) {
        return each.getValue();
      }
    }
    return "";
  }

  /// A name without what tells products of one die apart.
  static String bare(String name, String vendor) {
    String out = BRACKETS.matcher(name).replaceAll(" ");
    out = PACKAGE.matcher(out).replaceAll(" ").strip().replaceAll("\\s+", " ");
    boolean told = out.toLowerCase(Locale.ROOT).startsWith(vendor.toLowerCase(Locale.ROOT));
    return out.isEmpty() ? name : told || vendor.isEmpty() ? out : vendor + " " + out;
  }
}
