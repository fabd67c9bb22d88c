package bitline.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import bitline.Cases;
import bitline.report.Plan.Block;
import bitline.report.Plan.Placed;
import bitline.report.Plan.Side;
import bitline.report.Treemap.Rect;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

/// Areas of a floor plan are to scale, nothing overlaps, and all of the die is accounted for.
class FloorPlanTest {
  /// A block of random structure, three levels deep.
  private static Block block(RandomGenerator random, int depth, String name, Side side) {
    int count = random.nextInt(4) == 0 ? 1 + random.nextInt(20) : 1;
    if (depth == 0) {
      double area = StrictMath.pow(10, -9 + 3 * random.nextDouble());
      return new Block(name, "part-cells", area, count, side, List.of());
    }
    List<Block> inside = new ArrayList<>();
    int blocks = 1 + random.nextInt(5);
    for (int i = 0; i < blocks; i++) {
      Side at = Side.values()[random.nextInt(4)];
      inside.add(block(random, random.nextInt(depth), name + "." + i, at));
    }
    double sum = inside.stream().mapToDouble(Block::all).sum();
    double area = random.nextBoolean() ? sum : sum * (1 + random.nextDouble());
    return new Block(name, "block", area, count, side, inside);
  }

  @Test
  void areasAreToScaleAndNothingOverlaps() {
    Cases.forAll(
        60,
        random -> {
          Block whole = block(random, 3, "b", Side.MIDDLE);
          double width = Math.sqrt(whole.area() * (0.3 + 2 * random.nextDouble()));
          Rect rect = new Rect(1, 2, width, whole.area() / width);
          check(Plan.placed(whole, 0, rect, _ -> true));
        });
  }

  private static void check(Placed placed) {
    Rect rect = placed.rect();
    double area = placed.block().area();
    assertThat(rect.area()).isCloseTo(area, within(1e-9 * area));
    double close = 1e-9 * (rect.width() + rect.height());
    double sum = 0;
    for (int i = 0; i < placed.inside().size(); i++) {
      Rect a = placed.inside().get(i).rect();
      sum += a.area();
      assertThat(a.x()).isGreaterThanOrEqualTo(rect.x() - close);
      assertThat(a.y()).isGreaterThanOrEqualTo(rect.y() - close);
      assertThat(a.x() + a.width()).isLessThanOrEqualTo(rect.x() + rect.width() + close);
      assertThat(a.y() + a.height()).isLessThanOrEqualTo(rect.y() + rect.height() + close);
      for (int j = 0; j < i; j++) {
        Rect b = placed.inside().get(j).rect();
        double wide = Math.min(a.x() + a.width(), b.x() + b.width()) - Math.max(a.x(), b.x());
        double tall = Math.min(a.y() + a.height(), b.y() + b.height()) - Math.max(a.y(), b.y());
        assertThat(Math.min(wide, tall)).isLessThanOrEqualTo(close);
      }
      check(placed.inside().get(i));
    }
    if (!placed.inside().isEmpty()) {
      assertThat(sum).isCloseTo(area, within(1e-9 * area));
    }
  }

  /// The example of the paper that the cut is from.
  @Test
  void squarifiedAsInItsSource() {
    List<Rect> rects =
        Treemap.squarified(List.of(6.0, 6.0, 4.0, 3.0, 2.0, 2.0, 1.0), new Rect(0, 0, 6, 4));
    assertThat(rects.get(0)).isEqualTo(new Rect(0, 0, 3, 2));
    assertThat(rects.get(1)).isEqualTo(new Rect(0, 2, 3, 2));
    assertThat(rects.get(2).width()).isCloseTo(12.0 / 7, within(1e-12));
    assertThat(rects.get(2).height()).isCloseTo(7.0 / 3, within(1e-12));
    assertThat(rects.get(3).width()).isCloseTo(9.0 / 7, within(1e-12));
  }

  @Test
  void equalOnesHaveEqualAreas() {
    for (int count : new int[] {1, 2, 3, 4, 7, 13, 64, 76, 1000}) {
      Rect whole = new Rect(0, 0, 3, 2);
      List<Rect> rects = Treemap.grid(count, whole);
      assertThat(rects).hasSize(count);
      for (Rect rect : rects) {
        assertThat(rect.area()).isCloseTo(6.0 / count, within(1e-12));
        assertThat(rect.aspect()).isLessThan(3.2);
      }
    }
  }

  /// Drivers beside the cells, converters below them.
  @Test
  void partsLieWhereTheyUsuallyAre() {
    Placed die = new FloorPlan("", SampleDrawings.die(4, 1, 0), 1).placed();
    Placed core = find(die, "core");
    Placed macro = find(core, "macro");
    Rect cells = find(macro, "cells and bitlines").rect();
    Rect drivers = find(macro, "drivers and DACs").rect();
    Rect converters = find(macro, "converters").rect();
    Rect buffers = find(core, "buffers").rect();
    assertThat(drivers.x() + drivers.width()).isCloseTo(cells.x(), within(1e-12));
    assertThat(converters.y()).isCloseTo(cells.y() + cells.height(), within(1e-12));
    assertThat(converters.width()).isCloseTo(cells.width(), within(1e-12));
    assertThat(buffers.area() / cells.area()).isCloseTo(0.2 / 0.12, within(1e-9));
  }

  private static Placed find(Placed placed, String name) {
    return placed.inside().stream()
        .filter(p -> p.block().name().equals(name))
        .findFirst()
        .orElseThrow();
  }

  /// A chip of many cores is drawn without opening them; a bar tells the scale.
  @Test
  void drawingStaysSmall() {
    FloorPlan many = new FloorPlan("plan", SampleDrawings.die(60_000, 4, 0.2), 1);
    assertThat(many.placed().inside()).hasSize(60_003);
    FloorPlan few = new FloorPlan("plan", SampleDrawings.die(64, 4, 0.2), 1);
    assertThat(few.placed().surfaces()).isBetween(64 * 4 * 6, 2500);
    assertThat(few.html())
        .contains("not accounted for", "class=\"ruler\"", "core 1 of 64: 1.24 mm² each")
        .doesNotContain("NaN");
    for (double width : new double[] {3e-6, 1e-3, 0.9e-3, 2.9e-2, 7.7e-5}) {
      assertThat(FloorPlan.length(width)).isBetween(width / 8, width / 3 * 1.00001);
    }
  }

  @Test
  void badBlocksAreRefused() {
    for (double bad : new double[] {Double.NaN, 0, -1, Double.POSITIVE_INFINITY}) {
      assertThatThrownBy(() -> Block.of("b", "used", bad, Side.MIDDLE))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("b: 1 of");
      assertThatThrownBy(() -> Treemap.squarified(List.of(1.0, bad), new Rect(0, 0, 1, 1)))
          .hasMessageContaining("an area of");
      assertThatThrownBy(() -> new FloorPlan("", Block.of("b", "used", 1, Side.MIDDLE), bad))
          .hasMessageContaining("1 dies of aspect");
    }
    List<Block> inside = List.of(Block.of("b", "used", 2, Side.MIDDLE));
    assertThatThrownBy(() -> new Block("a", "block", 1, 1, Side.MIDDLE, inside))
        .hasMessage("a: 2.0 m2 inside of 1.0 m2");
    assertThat(new FloorPlan("", Block.of("<a>", "part-cells", 1e-6, Side.MIDDLE), 1).html())
        .contains("&lt;a&gt;: 1\u00A0mm²")
        .doesNotContain("<a>");
  }
}
