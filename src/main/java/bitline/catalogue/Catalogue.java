package bitline.catalogue;

import bitline.base.Problem;
import bitline.base.Spelling;
import bitline.text.Binder;
import bitline.text.Yaml;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/// The door to accelerators: those that come with Bitline, and any file of the same kind.
///
/// A file lists several: `accelerators:` and under it one map each. Names are unique across the
/// files that come with Bitline.
public final class Catalogue {
  /// The files that come with Bitline, without their ending.
  static final List<String> FILES =
      List.of(
          "amd",
          "chinese-asics",
          "cloud-asics",
          "compute-in-memory",
          "edge-and-vehicle",
          "fpga",
          "inference-cards",
          "intel-and-others",
          "nvidia-ada-hopper",
          "nvidia-hopper-blackwell",
          "nvidia-older",
          "nvidia-turing-ampere",
          "photonic-optical-neuromorphic",
          "sram-dataflow");

  private static final String ENDING = ".yaml";

  /// Near names in a message.
  private static final int MOST_SHOWN = 8;

  private Catalogue() {}

  /// What one file says.
  record Shelf(List<Accelerator> accelerators) {
    Shelf {
      accelerators = List.copyOf(accelerators);
      Set<String> names = new HashSet<>();
      for (Accelerator each : accelerators) {
        if (!names.add(each.name())) {
          throw new IllegalArgumentException(
              "accelerators has '" + each.name() + "' twice; names are unique");
        }
      }
    }
  }

  private static final class Loaded {
    private static final List<Accelerator> ALL =
        FILES.stream()
            .flatMap(file -> load(file).stream())
            .sorted(Comparator.comparing(Accelerator::name))
            .toList();
  }

  /// All accelerators that come with Bitline, sorted by name.
  public static List<Accelerator> all() {
    return Loaded.ALL;
  }

  /// The accelerator of a name, in any case; or of a file that ends in `.yaml` or `.yml` and
  /// describes one; or `FILE.yaml:NAME`. A [Problem] with names that are near when there is none.
  public static Accelerator find(String nameOrFile) {
    int end = endOfFile(nameOrFile);
    if (end < 0) {
      return find(nameOrFile, all());
    }
    List<Accelerator> here = read(Path.of(nameOrFile.substring(0, end)));
    if (end < nameOrFile.length()) {
      return find(nameOrFile.substring(end + 1), here);
    }
    if (here.size() == 1) {
      return here.getFirst();
    }
    throw Problem.at(
        nameOrFile,
        "describes "
            + here.size()
            + " accelerators; choose one, such as "
            + nameOrFile
            + ":"
            + here.getFirst().name());
  }

  /// The product of which a description in `chips/` is ours; empty where none is sold or listed.
  public static Optional<Accelerator> ofChip(String chip) {
    return all().stream().filter(each -> chip.equals(each.chip())).findFirst();
  }

  /// Where the name of a file ends in `text`; negative when it names none.
  private static int endOfFile(String text) {
    for (String ending : List.of(ENDING, ".yml")) {
      int colon = text.indexOf(ending + ":");
      if (colon >= 0) {
        return colon + ending.length();
      }
      if (text.endsWith(ending)) {
        return text.length();
      }
    }
    return -1;
  }

  static Accelerator find(String name, List<Accelerator> among) {
    String key = name.strip().toLowerCase(Locale.ROOT);
    for (Accelerator each : among) {
      if (each.name().equals(key)) {
        return each;
      }
    }
    throw new Problem(
        "no accelerator '"
            + (name.length() > 60 ? name.substring(0, 60) + "…" : name)
            + "'"
            + near(key, among.stream().map(Accelerator::name).toList()));
  }

  /// Names that hold what was typed, or the one that is spelt alike.
  private static String near(String key, List<String> names) {
    List<String> holding =
        names.stream().filter(n -> key.length() > 1 && n.contains(key)).limit(MOST_SHOWN).toList();
    if (!holding.isEmpty()) {
      return "; did you mean " + String.join(", ", holding) + "?";
    }
    String hint = Spelling.hint(key, names);
    return hint.isEmpty() ? "; 'bitline catalogue' lists all " + names.size() : hint;
  }

  /// The accelerators of a file, in its order; a file lists at least one.
  public static List<Accelerator> read(Path file) {
    if (!Files.exists(file)) {
      throw Problem.at(file.toString(), "no such file");
    }
    List<Accelerator> out =
        new ArrayList<>(Binder.written().read(Shelf.class, file).accelerators());
    if (out.isEmpty()) {
      throw Problem.at(file.toString(), "lists no accelerator");
    }
    return List.copyOf(out);
  }

  /// The JSON Schema of catalogue files, for editors.
  public static String schema() {
    return Binder.written()
        .schema(Shelf.class, "Accelerators as Bitline's catalogue describes them");
  }

  /// SHA-256 of all files that come with Bitline, one after the other by name: which catalogue this
  /// is. 64 hexadecimal digits.
  public static String sha256() {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      FILES.forEach(name -> digest.update(bytes(name)));
      return HexFormat.of().formatHex(digest.digest());
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }

  private static List<Accelerator> load(String name) {
    String file = "catalogue/" + name + ENDING;
    String text = new String(bytes(name), StandardCharsets.UTF_8);
    return Binder.written().bind(Shelf.class, Yaml.parse(text, file), file).accelerators();
  }

  private static byte[] bytes(String name) {
    String file = "catalogue/" + name + ENDING;
    try (InputStream in = Catalogue.class.getResourceAsStream("/" + file)) {
      if (in == null) {
        throw new IllegalStateException("the resource /" + file + " is missing from this build");
      }
      return in.readAllBytes();
    } catch (IOException e) {
      throw new IllegalStateException("the resource /" + file + " cannot be read", e);
    }
  }
}
