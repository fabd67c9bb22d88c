package bitline.chip;

import bitline.base.Problem;
import bitline.base.Spelling;
import bitline.cell.Cell;
import bitline.cell.NvsimCell;
import bitline.text.Binder;
import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.DirectoryStream;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// The door to described chips: those that come with Bitline, and any YAML file.
///
/// A chip file names its memory cell (`cell: sram_6t_digital`) or describes it in place. A named
/// cell is looked for as `cells/NAME.yaml` beside the folder of the chip file, then in it, then
/// among the cells that come with Bitline. In the folders beside it, a cell may also be a file of
/// NVSim's: `cell: sample.cell`.
public final class Chips {
  private static final String ENDING = ".yaml";
  private static final String NVSIM = "[A-Za-z0-9_-][A-Za-z0-9_.-]*\\.cell";

  private Chips() {}

  /// Reads a chip file.
  static Chip load(Path file) {
    return binder(cellFolders(file)).read(Chip.class, file);
  }

  /// A chip that comes with Bitline.
  public static Chip byName(String name) {
    return withFolder("chips", folder -> byName(name, folder));
  }

  /// The chip `NAME.yaml` of a folder.
  static Chip byName(String name, Path folder) {
    List<String> names = names(folder);
    if (!names.contains(name)) {
      throw unknown("chip", name, names);
    }
    return load(folder.resolve(name + ENDING));
  }

  /// A chip by the name it comes with, or by the path of a file that ends in `.yaml` or `.yml`.
  public static Chip find(String nameOrFile) {
    if (!nameOrFile.endsWith(ENDING) && !nameOrFile.endsWith(".yml")) {
      if (nameOrFile.contains("/") && Files.exists(Path.of(nameOrFile))) {
        throw Problem.at(nameOrFile, "is no chip; a chip is a file that ends in .yaml, or a name");
      }
      return byName(nameOrFile);
    }
    Path file = Path.of(nameOrFile);
    String name = nameOrFile.substring(0, nameOrFile.lastIndexOf('.'));
    if (!Files.exists(file) && names().contains(name)) {
      throw new Problem("no file '" + nameOrFile + "'; did you mean the chip '" + name + "'?");
    }
    return load(file);
  }

  /// Names of the chips that come with Bitline, sorted.
  public static List<String> names() {
    return withFolder("chips", Chips::names);
  }

  /// All chips that come with Bitline, sorted by name.
  public static List<Chip> all() {
    return withFolder("chips", Chips::all);
  }

  /// All chips of a folder, sorted by name.
  public static List<Chip> all(Path folder) {
    return names(folder).stream().map(name -> load(folder.resolve(name + ENDING))).toList();
  }

  /// A cell that comes with Bitline.
  static Cell cell(String name) {
    return withFolder(
        "cells",
        folder -> {
          List<String> names = names(folder);
          if (!names.contains(name)) {
            throw unknown("cell", name, names);
          }
          return Binder.written().read(Cell.class, folder.resolve(name + ENDING));
        });
  }

  /// Names of the cells that come with Bitline, sorted.
  static List<String> cellNames() {
    return withFolder("cells", Chips::names);
  }

  /// The JSON Schema of chip files, for editors.
  public static String chipSchema() {
    return binder(List.of()).schema(Chip.class, "A compute-in-memory chip as Bitline describes it");
  }

  /// The JSON Schema of cell files, for editors.
  public static String cellSchema() {
    return Binder.written().schema(Cell.class, "A memory cell as Bitline describes it");
  }

  private static Binder binder(List<Path> cellFolders) {
    return Binder.written()
        .naming(
            Cell.class,
            (name, mention) -> {
              List<String> seen = new ArrayList<>();
              for (Path folder : cellFolders) {
                if (name.matches(NVSIM) && Files.exists(folder.resolve(name))) {
                  return NvsimCell.read(folder.resolve(name));
                }
                List<String> here = names(folder);
                if (here.contains(name)) {
                  return Binder.written().read(Cell.class, folder.resolve(name + ENDING));
                }
                seen.addAll(here);
              }
              if (cellNames().contains(name)) {
                return cell(name);
              }
              seen.addAll(cellNames());
              throw mention.problem(unknown("cell", name, seen).getMessage());
            });
  }

  private static List<Path> cellFolders(Path chipFile) {
    List<Path> out = new ArrayList<>();
    Path folder = chipFile.toAbsolutePath().normalize().getParent();
    if (folder != null) {
      Path above = folder.getParent();
      if (above != null && Files.isDirectory(above.resolve("cells"))) {
        out.add(above.resolve("cells"));
      }
      if (Files.isDirectory(folder.resolve("cells"))) {
        out.add(folder.resolve("cells"));
      }
    }
    return out;
  }

  private static List<String> names(Path folder) {
    List<String> out = new ArrayList<>();
    if (!Files.isDirectory(folder)) {
      throw Problem.at(folder.toString(), Files.exists(folder) ? "not a folder" : "no such folder");
    }
    try (DirectoryStream<Path> files = Files.newDirectoryStream(folder)) {
      for (Path file : files) {
        String name = String.valueOf(file.getFileName());
        if (name.endsWith(ENDING)) {
          out.add(name.substring(0, name.length() - ENDING.length()));
        }
      }
    } catch (IOException e) {
      throw new Problem("the folder '" + folder + "' cannot be read", e);
    }
    Collections.sort(out);
    return out;
  }

  private static Problem unknown(String what, String name, List<String> names) {
    String hint = Spelling.hint(name, names);
    String near = hint.isEmpty() ? startsAlike(name, names) : hint;
    String shown = name.length() > 60 ? name.substring(0, 60) + "…" : name;
    return new Problem(
        "no "
            + what
            + " '"
            + shown
            + "'"
            + (near.isEmpty() ? "; there are " + String.join(", ", names) : near));
  }

  /// People type the chip without venue and year.
  private static String startsAlike(String name, List<String> names) {
    List<String> longer =
        names.stream().filter(n -> !name.isBlank() && n.startsWith(name)).toList();
    return switch (longer.size()) {
      case 0 -> "";
      case 1 -> "; did you mean '" + longer.getFirst() + "'?";
      default -> "; did you mean " + String.join(", ", longer) + "?";
    };
  }

  /// Gives a folder of our resources, in a jar or not, to `use`.
  private static <T> T withFolder(String name, Function<Path, T> use) {
    @Nullable URL place = Chips.class.getResource("/" + name);
    if (place == null) {
      throw new IllegalStateException("the resources /" + name + " are missing from this build");
    }
    try {
      URI uri = place.toURI();
      if (!uri.getScheme().equals("jar")) {
        return use.apply(Path.of(uri));
      }
      try (FileSystem jar = FileSystems.newFileSystem(Path.of(URI.create(jarOf(uri))), Map.of())) {
        return use.apply(jar.getPath("/", name));
      }
    } catch (URISyntaxException | IOException e) {
      throw new IllegalStateException("the resources /" + name + " cannot be read", e);
    }
  }

  private static String jarOf(URI uri) {
    String text = uri.getRawSchemeSpecificPart();
    return text.substring(0, text.indexOf("!/"));
  }
}
