package bitline.chip;

import static org.assertj.core.api.Assertions.assertThat;

import bitline.Cases;
import bitline.base.Problem;
import bitline.cell.Cell;
import bitline.text.Binder;
import bitline.text.Place;
import bitline.text.Tree;
import bitline.text.Yaml;
import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/// Schema and binder agree: the schema accepts all that the binder accepts, and refuses all that a
/// schema can refuse.
class ChipSchemaTest {
  private static final Schema CHIP = schema(Chips.chipSchema());
  private static final Schema CELL = schema(Chips.cellSchema());

  /// Words of the binder's messages for what no schema can say.
  private static final List<String> BINDER_ONLY =
      List.of(
          "nothing says where",
          "out of range",
          "no cell '",
          "is more than the",
          "needs 'pair'",
          "pair is only for",
          "must be even",
          "is wider than",
          "do not divide",
          "is empty",
          "is not below",
          "needs 'conductance'",
          "last piece must",
          "needs upTo",
          "does not grow",
          "has no curve",
          "is above highest",
          "1 to 16 of them",
          "1 to 256 of them",
          "must ascend",
          "is read as current",
          "keep one",
          "states: a cell of",
          "is above the step",
          "are more than all",
          "are both 0",
          "; stepLaw gives",
          "no operating point '",
          "a measurement is one value",
          "only arrays without an adc");

  private static Schema schema(String text) {
    return SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
        .getSchema(text, InputFormat.JSON);
  }

  @Test
  void theFilesInDocsAreToday() throws IOException {
    golden(Path.of("docs/schema/chip.schema.json"), Chips.chipSchema());
    golden(Path.of("docs/schema/cell.schema.json"), Chips.cellSchema());
  }

  private static void golden(Path file, String text) throws IOException {
    if (Boolean.getBoolean("golden.rewrite")) {
      Files.createDirectories(Objects.requireNonNull(file.getParent()));
      Files.writeString(file, text);
    }
    assertThat(file).as("rewrite it with -Dgolden.rewrite=true").content().isEqualTo(text);
  }

  @Test
  void goodFilesPass() {
    for (String name : Chips.names()) {
      assertThat(CHIP.validate(json(Yaml.read(Path.of("chips", name + ".yaml")))))
          .as(name)
          .isEmpty();
    }
    for (String name : Chips.cellNames()) {
      assertThat(CELL.validate(json(Yaml.read(Path.of("cells", name + ".yaml")))))
          .as(name)
          .isEmpty();
    }
  }

  @Test
  void aMistypedFileIsJudgedAlike() {
    Map<String, Integer> verdicts = new LinkedHashMap<>();
    Cases.forAll(600, random -> judge(random, verdicts));
    // the property means something only if all outcomes occur
    assertThat(verdicts.keySet()).contains("both accept", "both refuse", "binder alone refuses");
    assertThat(verdicts.get("both refuse")).isGreaterThan(200);
  }

  private static void judge(RandomGenerator random, Map<String, Integer> verdicts) {
    boolean chip = random.nextBoolean();
    List<String> names = chip ? Chips.names() : Chips.cellNames();
    String name = names.get(random.nextInt(names.size()));
    Tree good = Yaml.read(Path.of(chip ? "chips" : "cells", name + ".yaml"));
    Tree bad = change(good, random, new int[] {random.nextInt(count(good))});
    List<String> said =
        (chip ? CHIP : CELL)
            .validate(json(bad)).stream().map(Object::toString).collect(Collectors.toList());
    String refusal = "";
    try {
      if (chip) {
        Binder.written()
            .naming(Cell.class, (mentioned, at) -> cell(mentioned, at))
            .bind(Chip.class, bad, "f.yaml");
      } else {
        Binder.written().bind(Cell.class, bad, "f.yaml");
      }
    } catch (Problem p) {
      refusal = p.getMessage();
    }
    if (refusal.isEmpty()) {
      assertThat(said).as("the binder accepts a change of " + name).isEmpty();
    } else if (said.isEmpty()) {
      assertThat(refusal)
          .as("the schema accepts a change of " + name)
          .containsAnyOf(BINDER_ONLY.toArray(new String[0]));
    }
    String verdict =
        refusal.isEmpty() ? "both accept" : said.isEmpty() ? "binder alone refuses" : "both refuse";
    verdicts.merge(verdict, 1, Integer::sum);
  }

  private static Cell cell(String name, Place at) {
    try {
      return Chips.cell(name);
    } catch (Problem p) {
      throw at.problem(p.getMessage());
    }
  }

  private static int count(Tree tree) {
    return switch (tree) {
      case Tree.Scalar s -> 1;
      case Tree.Items list -> 1 + list.items().stream().mapToInt(ChipSchemaTest::count).sum();
      case Tree.Entries map -> 1 + map.entries().stream().mapToInt(e -> count(e.value())).sum();
    };
  }

  /// The tree with the node at a position in its order replaced, renamed, doubled or left out.
  private static Tree change(Tree tree, RandomGenerator random, int[] position) {
    if (position[0]-- == 0) {
      return changed(tree, random);
    }
    return switch (tree) {
      case Tree.Scalar s -> s;
      case Tree.Items list ->
          new Tree.Items(
              list.line(),
              list.column(),
              list.items().stream().map(t -> change(t, random, position)).toList());
      case Tree.Entries map ->
          new Tree.Entries(
              map.line(),
              map.column(),
              map.entries().stream()
                  .map(e -> new Tree.Entry(e.key(), change(e.value(), random, position)))
                  .toList());
    };
  }

  private static Tree changed(Tree tree, RandomGenerator random) {
    if (tree instanceof Tree.Entries map && random.nextInt(4) != 0) {
      List<Tree.Entry> entries = new ArrayList<>(map.entries());
      Tree.Entry victim = entries.remove(random.nextInt(entries.size()));
      if (random.nextBoolean()) {
        Tree.Scalar key = new Tree.Scalar(1, 1, victim.name() + "x", Tree.Kind.STRING);
        entries.add(new Tree.Entry(key, victim.value()));
      }
      return new Tree.Entries(1, 1, entries);
    }
    List<Tree> others =
        List.of(
            new Tree.Scalar(1, 1, "", Tree.Kind.STRING),
            new Tree.Scalar(1, 1, "12 nm", Tree.Kind.STRING),
            new Tree.Scalar(1, 1, "-3 V", Tree.Kind.STRING),
            new Tree.Scalar(1, 1, "5 %", Tree.Kind.STRING),
            new Tree.Scalar(1, 1, "sram", Tree.Kind.STRING),
            new Tree.Scalar(1, 1, "7", Tree.Kind.NUMBER),
            new Tree.Scalar(1, 1, "2.0", Tree.Kind.NUMBER),
            new Tree.Scalar(1, 1, "0.5", Tree.Kind.NUMBER),
            new Tree.Scalar(1, 1, "-1", Tree.Kind.NUMBER),
            new Tree.Scalar(1, 1, "1e15", Tree.Kind.NUMBER),
            new Tree.Scalar(1, 1, "null", Tree.Kind.NULL),
            new Tree.Scalar(1, 1, "true", Tree.Kind.BOOLEAN),
            new Tree.Items(1, 1, List.of()),
            new Tree.Items(1, 1, List.of(new Tree.Scalar(1, 1, "3", Tree.Kind.NUMBER))),
            new Tree.Entries(1, 1, List.of()),
            new Tree.Entries(
                1,
                1,
                List.of(
                    new Tree.Entry(new Tree.Scalar(1, 1, "value", Tree.Kind.STRING), tree),
                    new Tree.Entry(
                        new Tree.Scalar(1, 1, "assumed", Tree.Kind.STRING),
                        new Tree.Scalar(1, 1, "why", Tree.Kind.STRING)))));
    return others.get(random.nextInt(others.size()));
  }

  private static JsonNode json(Tree tree) {
    JsonNodeFactory nodes = JsonNodeFactory.instance;
    return switch (tree) {
      case Tree.Scalar s ->
          switch (s.kind()) {
            case NULL -> nodes.nullNode();
            case BOOLEAN -> nodes.booleanNode(Boolean.parseBoolean(s.text()));
            case NUMBER -> nodes.numberNode(new BigDecimal(s.text()));
            case STRING -> nodes.stringNode(s.text());
          };
      case Tree.Items list -> {
        ArrayNode array = nodes.arrayNode();
        list.items().forEach(t -> array.add(json(t)));
        yield array;
      }
      case Tree.Entries map -> {
        ObjectNode object = nodes.objectNode();
        map.entries().forEach(e -> object.set(e.name(), json(e.value())));
        yield object;
      }
    };
  }
}
