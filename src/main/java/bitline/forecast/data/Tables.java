package bitline.forecast.data;

import bitline.base.Problem;
import bitline.base.Spelling;
import bitline.forecast.Series;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// The series of the public tables.
///
/// `data` is a folder that holds `forecast/`, or that folder itself, or a single table. What is not
/// there makes no series; a table that is there but cannot be read is a [Problem].
public final class Tables {
  private Tables() {}

  /// All series that the tables give.
  public static List<Series> of(Path data) {
    Folder folder = new Folder(data);
    return possible(folder).stream().map(recipe -> recipe.cook(folder)).toList();
  }

  /// One series; a [Problem] when there is no such, or its table is not there.
  ///
  /// @param key such as `ml-ops`, see [#definitions]
  public static Series series(Path data, String key) {
    Folder folder = new Folder(data);
    Recipe recipe = recipe(folder, key);
    for (Layout layout : recipe.needs()) {
      if (!folder.has(layout)) {
        throw folder.missing(layout);
      }
    }
    return recipe.cook(folder);
  }

  private static Recipe recipe(Folder folder, String key) {
    List<Recipe> all = all(folder);
    for (Recipe recipe : all) {
      if (recipe.what().key().equals(key)) {
        return recipe;
      }
    }
    List<String> keys = all.stream().map(recipe -> recipe.what().key()).toList();
    throw new Problem("no series '" + key + "' in public tables" + Spelling.hint(key, keys));
  }

  /// One series of every copy of its table that is there, the oldest first: for what moved from one
  /// to the next. Only the table of ML hardware is kept in several copies.
  public static List<Series> vintages(Path data, String key) {
    Folder folder = new Folder(data);
    List<Table> copies = folder.tables(Layout.ML_HARDWARE);
    if (copies.size() < 2 || !recipe(folder, key).needs().contains(Layout.ML_HARDWARE)) {
      return List.of(series(data, key));
    }
    return copies.stream().map(copy -> series(copy.path(), key)).toList();
  }

  /// What series there are below a path.
  public static List<Definition> definitions(Path data) {
    return possible(new Folder(data)).stream().map(Recipe::what).toList();
  }

  private static List<Recipe> possible(Folder folder) {
    List<Recipe> out = all(folder).stream().filter(recipe -> recipe.possible(folder)).toList();
    if (out.isEmpty()) {
      throw Problem.at(
          folder.data().toString(),
          "no known table there; --data names a folder that holds forecast/, or one table such as"
              + " ml_hardware.csv");
    }
    return out;
  }

  private static List<Recipe> all(Folder folder) {
    List<Recipe> out = new ArrayList<>(Hardware.recipes());
    out.addAll(Models.recipes());
    out.addAll(Sites.recipes());
    out.addAll(Shipments.recipes());
    out.addAll(Prices.recipes());
    out.addAll(Processors.recipes());
    out.addAll(Milestones.recipes());
    out.addAll(Learning.recipes(folder));
    return out;
  }
}
