package bitline.task;

import bitline.base.Problem;
import bitline.text.Csv;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToIntFunction;

/// Reads the labels of a folder of pictures, in the form its task needs, and checks that each
/// picture has one.
///
/// - classify: CSV with columns `file` and `label` (or the second column), a number or a class's
///   name
/// - detect: CSV with `file`, `label` and `xmin`, `ymin`, `xmax`, `ymax` in pixels of the picture
///   from 1 or 0, optionally `difficult` (1: counts neither way); a picture without a line has no
///   object, but some picture must have one
/// - segment, lanes: a folder of label pictures with the pictures' names (any ending)
/// - embed: CSV with `similarity`, one line for inputs 2i and 2i + 1
///
/// Pictures are named with or without their ending; two classes for one name are refused. Lines for
/// pictures that are not there are left out.
final class Labels {
  private Labels() {}

  static Truth read(Path labels, ModelCard card, List<Path> pictures) {
    List<String> names = pictures.stream().map(Labels::stem).toList();
    return switch (card.task()) {
      case Classify _ -> classes(labels, names, card.names().size(), card::label);
      case Detect _ -> objects(labels, names, card.names().size(), card::label);
      case Segment _, LaneMasks _, LaneCurves _ -> maps(labels, names);
      case Embed _ ->
          throw Problem.at(labels.toString(), "task 'embed' takes no labelled pictures");
    };
  }

  static Truth.Classes classes(
      Path file, List<String> names, int classes, ToIntFunction<String> label) {
    Csv csv = Csv.read(file);
    int fileColumn = csv.column("file");
    int labelColumn = csv.has("label") || csv.columns() < 2 ? csv.column("label") : 1;
    Map<String, Integer> known = new HashMap<>();
    for (Csv.Row row : csv.rows()) {
      int value = read(csv, row, labelColumn, classes, label);
      String name = stem(row.fields().get(fileColumn));
      Integer before = known.put(name, value);
      if (before != null && before != value) {
        throw csv.problem(
            row, "'" + name + "' has label " + value + " here, but " + before + " before");
      }
    }
    checkAll(file, names, known);
    return new Truth.Classes(names.stream().mapToInt(known::get).toArray());
  }

  static Truth.Objects objects(
      Path file, List<String> names, int classes, ToIntFunction<String> label) {
    Csv csv = Csv.read(file);
    int fileColumn = csv.column("file");
    int labelColumn = csv.column("label", "coco_id_0_79");
    int[] edges = {csv.column("xmin"), csv.column("ymin"), csv.column("xmax"), csv.column("ymax")};
    Map<String, List<Truth.TrueBox>> known = new LinkedHashMap<>();
    names.forEach(name -> known.put(name, new ArrayList<>()));
    int used = 0;
    for (Csv.Row row : csv.rows()) {
      double[] at = new double[4];
      for (int i = 0; i < 4; i++) {
        at[i] = csv.number(row, edges[i]);
      }
      if (at[2] <= at[0] || at[3] <= at[1]) {
        throw csv.problem(
            row, "a box from " + at[0] + "," + at[1] + " to " + at[2] + "," + at[3] + " is empty");
      }
      boolean difficult = csv.has("difficult") && csv.number(row, csv.column("difficult")) != 0;
      Box box = new Box(read(csv, row, labelColumn, classes, label), 1, at[0], at[1], at[2], at[3]);
      List<Truth.TrueBox> boxes = known.get(stem(row.fields().get(fileColumn)));
      if (boxes != null) {
        boxes.add(new Truth.TrueBox(box, difficult));
        used++;
      }
    }
    if (used == 0) {
      throw Problem.at(
          file.toString(),
          "none of its "
              + csv.rows().size()
              + " boxes belongs to one of the "
              + names.size()
              + " pictures");
    }
    return new Truth.Objects(List.copyOf(known.values()));
  }

  static Truth.Maps maps(Path folder, List<String> names) {
    if (!Files.isDirectory(folder)) {
      throw Problem.at(
          folder.toString(), "this task needs a folder of label pictures named as the pictures");
    }
    Map<String, Path> known = new HashMap<>();
    Pictures.list(folder).forEach(file -> known.put(stem(file), file));
    checkAll(folder, names, known);
    List<Path> files = names.stream().map(known::get).toList();
    return new Truth.Maps(files.size(), i -> Pictures.readLabels(files.get(i)));
  }

  private static void checkAll(Path labels, List<String> names, Map<String, ?> known) {
    List<String> missing = names.stream().filter(name -> !known.containsKey(name)).toList();
    if (!missing.isEmpty()) {
      throw Problem.at(
          labels.toString(),
          missing.size()
              + " of "
              + names.size()
              + " pictures have no label, first '"
              + missing.getFirst()
              + "'"
              + (known.isEmpty()
                  ? ""
                  : "; labels are there for names such as '"
                      + known.keySet().iterator().next()
                      + "'"));
    }
  }

  /// @param classes how many the network has; 0 where it names none
  private static int read(
      Csv csv, Csv.Row row, int column, int classes, ToIntFunction<String> label) {
    int value;
    try {
      value = label.applyAsInt(row.fields().get(column));
    } catch (Problem problem) {
      throw csv.problem(row, problem.getMessage());
    }
    if (value < 0 || (classes > 0 && value >= classes)) {
      throw csv.problem(
          row,
          "label "
              + value
              + (classes > 0
                  ? " of a network with classes 0 to " + (classes - 1)
                  : " is negative"));
    }
    return value;
  }

  static String stem(Path file) {
    return stem(file.getFileName().toString());
  }

  private static String stem(String name) {
    String last = name.strip().replace('\\', '/');
    last = last.substring(last.lastIndexOf('/') + 1);
    int dot = last.lastIndexOf('.');
    return dot > 0 ? last.substring(0, dot) : last;
  }
}
