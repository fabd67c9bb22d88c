package bitline.text;

import bitline.base.Problem;
import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Parse;
import org.snakeyaml.engine.v2.events.AliasEvent;
import org.snakeyaml.engine.v2.events.Event;
import org.snakeyaml.engine.v2.events.MappingStartEvent;
import org.snakeyaml.engine.v2.events.NodeEvent;
import org.snakeyaml.engine.v2.events.ScalarEvent;
import org.snakeyaml.engine.v2.events.SequenceStartEvent;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;

/// Reads YAML 1.2 into a [Tree]. One document of UTF-8 without anchors, aliases and tags, at most 4
/// MiB, 200,000 values and 64 levels; anything else is a [Problem] with its line and column. Plain
/// scalars follow the core schema, save that numbers are decimal and finite.
public final class Yaml {
  static final int LARGEST = 4 << 20;
  private static final int MOST_VALUES = 200_000;
  private static final Pattern NUMBER =
      Pattern.compile("[-+]?(?:[0-9]+(?:\\.[0-9]*)?|\\.[0-9]+)(?:[eE][-+]?[0-9]{1,3})?");

  private Yaml() {}

  /// Reads a file.
  public static Tree read(Path file) {
    String name = file.toString();
    return parse(Utf8.read(file, LARGEST), name);
  }

  /// Reads text that was said to come from `file`.
  public static Tree parse(String text, String file) {
    if (text.length() > LARGEST) {
      throw Problem.at(file, "longer than " + LARGEST + " characters");
    }
    TreeBuilder builder = new TreeBuilder(file, MOST_VALUES);
    LoadSettings settings =
        LoadSettings.builder().setLabel(file).setCodePointLimit(LARGEST + 1).build();
    boolean finished = false;
    try {
      for (Event event : new Parse(settings).parseString(text)) {
        if (event.getEventId() == Event.ID.DocumentStart && finished) {
          throw at(file, event.getStartMark(), "a second document; one file holds one");
        }
        finished |= event.getEventId() == Event.ID.DocumentEnd;
        take(builder, event, file);
      }
    } catch (MarkedYamlEngineException e) {
      Optional<Mark> mark =
          e.getProblemMark().isPresent() ? e.getProblemMark() : e.getContextMark();
      throw at(
          file, mark, "not YAML: " + (e.getProblem() == null ? "cannot be read" : e.getProblem()));
    } catch (YamlEngineException e) {
      String message = e.getMessage();
      throw Problem.at(file, "not YAML: " + (message == null ? "cannot be read" : message));
    }
    Tree tree = builder.finished();
    if (tree == null || tree instanceof Tree.Scalar s && s.kind() == Tree.Kind.NULL) {
      throw Problem.at(file, "the file is empty");
    }
    return tree;
  }

  private static void take(TreeBuilder builder, Event event, String file) {
    Optional<Mark> mark = event.getStartMark();
    if (event instanceof AliasEvent
        || event instanceof NodeEvent node && node.getAnchor().isPresent()) {
      throw at(file, mark, "anchors (&) and aliases (*) are not used here; write the value out");
    }
    int line = mark.map(Mark::getLine).orElse(0) + 1;
    int column = mark.map(Mark::getColumn).orElse(0) + 1;
    switch (event) {
      case ScalarEvent scalar -> {
        if (scalar.getTag().isPresent()) {
          throw at(
              file, mark, "tags (!) are not used here; a text that begins with ! needs quotes");
        }
        String text = scalar.getValue();
        builder.scalar(line, column, text, scalar.isPlain() ? kind(text) : Tree.Kind.STRING);
      }
      case MappingStartEvent map -> {
        refuseTag(file, mark, map.getTag());
        builder.begin(line, column, true);
      }
      case SequenceStartEvent list -> {
        refuseTag(file, mark, list.getTag());
        builder.begin(line, column, false);
      }
      default -> {
        if (event.getEventId() == Event.ID.MappingEnd
            || event.getEventId() == Event.ID.SequenceEnd) {
          builder.end();
        }
      }
    }
  }

  private static void refuseTag(String file, Optional<Mark> mark, Optional<String> tag) {
    if (tag.isPresent()) {
      throw at(file, mark, "tags (!) are not used here");
    }
  }

  private static Tree.Kind kind(String text) {
    return switch (text) {
      case "", "~", "null", "Null", "NULL" -> Tree.Kind.NULL;
      case "true", "True", "TRUE", "false", "False", "FALSE" -> Tree.Kind.BOOLEAN;
      default ->
          text.length() <= 60 && NUMBER.matcher(text).matches()
              ? Tree.Kind.NUMBER
              : Tree.Kind.STRING;
    };
  }

  private static Problem at(String file, Optional<Mark> mark, @Nullable String what) {
    String said = what == null ? "not YAML" : what;
    return mark.map(m -> Problem.at(file, m.getLine() + 1, m.getColumn() + 1, said))
        .orElseGet(() -> Problem.at(file, said));
  }
}
