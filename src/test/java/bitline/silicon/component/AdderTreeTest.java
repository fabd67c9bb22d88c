package bitline.silicon.component;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import bitline.Cases;
import bitline.silicon.node.Nodes;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

/// The tree's formulas beside trees that are built and switched.
class AdderTreeTest {
  private static final Process PROCESS = new Process(Nodes.at(28e-9), 0.9, 1, 1);

  /// Full adders of a tree that is built: two numbers at a time, an odd one goes up as it is.
  private static int built(int inputs, int bits) {
    int adders = 0;
    int level = bits;
    for (List<Integer> numbers = numbers(inputs); numbers.size() > 1; level++) {
      List<Integer> sums = new ArrayList<>();
      for (int i = 0; i + 1 < numbers.size(); i += 2) {
        adders += level;
        sums.add(numbers.get(i) + numbers.get(i + 1));
      }
      if (numbers.size() % 2 == 1) {
        sums.add(numbers.getLast());
      }
      numbers = sums;
    }
    return adders;
  }

  private static List<Integer> numbers(int count) {
    List<Integer> numbers = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      numbers.add(i);
    }
    return numbers;
  }

  @Test
  void addersAreThoseOfABuiltTree() {
    for (int inputs = 1; inputs <= 300; inputs++) {
      for (int bits = 1; bits <= 9; bits += 4) {
        assertThat(new AdderTree(inputs, bits).adders())
            .as("%d inputs of %d bits", inputs, bits)
            .isEqualTo(built(inputs, bits));
      }
    }
    // n numbers of one bit, a power of two: n − 1 adders and those of the carries
    assertThat(new AdderTree(256, 1).adders()).isEqualTo(2 * 256 - 8 - 2);
  }

  /// The sum's width holds the greatest sum and is not wasted.
  @Test
  void theSumFits() {
    for (int inputs = 1; inputs <= 1025; inputs++) {
      long greatest = inputs * 15L;
      int width = new AdderTree(inputs, 4).width();
      assertThat(greatest).isLessThan(1L << width);
      assertThat((long) inputs * 16).isGreaterThan(1L << (width - 1));
    }
  }

  /// What adders of a tree saw while random leaves went through: levels by bits, bits of the
  /// adders' inputs that changed.
  ///
  /// @param words whether a leaf is a fixed word times a random bit, as a digital array's are; else
  ///   every bit changes on its own
  private static double[][] switched(
      RandomGenerator random, AdderTree tree, double toggles, boolean words, int reads) {
    int levels = AdderTree.ceilLog2(tree.inputs());
    int mask = (1 << tree.bits()) - 1;
    double[][] changed = new double[levels][tree.bits() + levels];
    int[] weight = new int[tree.inputs()];
    int[] leaf = new int[tree.inputs()];
    boolean[] on = new boolean[tree.inputs()];
    for (int i = 0; i < leaf.length; i++) {
      weight[i] = random.nextInt() & mask;
      on[i] = random.nextBoolean();
      leaf[i] = words ? on[i] ? weight[i] : 0 : random.nextInt() & mask;
    }
    int[][] before = null;
    for (int read = 0; read <= reads; read++) {
      int[][] now = new int[levels][];
      int[] numbers = leaf.clone();
      for (int level = 0; level < levels; level++) {
        now[level] = numbers;
        int[] sums = new int[numbers.length / 2];
        for (int i = 0; i < sums.length; i++) {
          sums[i] = numbers[2 * i] + numbers[2 * i + 1];
        }
        numbers = sums;
      }
      for (int level = 0; before != null && level < levels; level++) {
        for (int i = 0; i < now[level].length; i++) {
          int change = now[level][i] ^ before[level][i];
          for (int bit = 0; bit < tree.bits() + level; bit++) {
            changed[level][bit] += (change >> bit & 1) / (double) (reads * now[level].length);
          }
        }
      }
      before = now;
      for (int i = 0; i < leaf.length; i++) {
        if (words) {
          on[i] ^= random.nextDouble() < toggles;
          leaf[i] = on[i] ? weight[i] : 0;
        } else {
          for (int bit = 0; bit < tree.bits(); bit++) {
            leaf[i] ^= random.nextDouble() < toggles ? 1 << bit : 0;
          }
        }
      }
    }
    return changed;
  }

  /// Sum over all adders of the share of reads in which their inputs change.
  private static double total(AdderTree tree, double[][] changed) {
    double sum = 0;
    for (int level = 0; level < changed.length; level++) {
      int adders = tree.inputs() >> (level + 1);
      for (int bit = 0; bit < tree.bits() + level; bit++) {
        sum += adders * changed[level][bit];
      }
    }
    return sum;
  }

  /// Products of fixed words, what arrays add: within a tenth from 16 rows and 4 bits on. Bits that
  /// each change on their own, seldom and in wide numbers, are underrated: a step then has more
  /// small and more large values than a normal one.
  @Test
  void togglesAreThoseOfATreeThatIsSwitched() {
    for (int bits : new int[] {1, 4, 8}) {
      for (int inputs : new int[] {16, 256}) {
        for (double toggles : new double[] {0.02, 0.1, 0.25, 0.5}) {
          AdderTree tree = new AdderTree(inputs, bits);
          double alone = said(tree, toggles) / seen(tree, toggles, false);
          assertThat(alone)
              .as("%d x %d bits, each toggles with %s", inputs, bits, toggles)
              .isBetween(toggles < 0.1 ? 0.68 : 0.8, 1.15);
          // half of the bits of a random word are 1, and change when its input does
          double product = said(tree, toggles / 2) / seen(tree, toggles, true);
          boolean wide = inputs == 256 && bits > 1;
          assertThat(product)
              .as("%d products of %d bits, inputs toggle with %s", inputs, bits, toggles)
              .isBetween(wide ? 0.92 : 0.75, wide ? 1.12 : 1.35);
        }
      }
    }
  }

  private static double said(AdderTree tree, double toggles) {
    return tree.energy(PROCESS, toggles) / Logic.adder(PROCESS, 1);
  }

  /// Mean over trees of other words.
  private static double seen(AdderTree tree, double toggles, boolean words) {
    double[] sum = new double[1];
    int trees = Math.max(6, 2000 / tree.inputs());
    Cases.forAll(
        trees, random -> sum[0] += total(tree, switched(random, tree, toggles, words, 60)) / trees);
    return sum[0];
  }

  /// Nothing that toggles costs nothing; more toggles never cost less; V² and the capacitance are
  /// factors.
  @Test
  void energyGrowsAsItShould() {
    Cases.forAll(
        50,
        random -> {
          AdderTree tree = new AdderTree(random.nextInt(2, 2000), random.nextInt(1, 9));
          double few = random.nextDouble() / 2;
          double more = few + (0.5 - few) * random.nextDouble();
          assertThat(tree.energy(PROCESS, 0)).isZero();
          assertThat(tree.energy(PROCESS, more)).isGreaterThanOrEqualTo(tree.energy(PROCESS, few));
          assertThat(tree.energy(PROCESS, more))
              .isLessThanOrEqualTo(tree.adders() * Logic.adder(PROCESS, 0.5) * (1 + 1e-12));
          Process twice = new Process(PROCESS.node(), 2 * PROCESS.supply(), 3, 1);
          assertThat(tree.energy(twice, more) / tree.energy(PROCESS, more))
              .isCloseTo(12, within(1e-9));
          AdderTree larger = new AdderTree(tree.inputs() + 1, tree.bits() + 1);
          assertThat(larger.energy(PROCESS, more)).isGreaterThan(tree.energy(PROCESS, more));
        });
  }

  /// Stages are cut until the slowest of them fits into a step; each row of flip-flops holds all
  /// numbers of its level.
  @Test
  void registersAreThoseOfTheStages() {
    Cases.forAll(
        200,
        random -> {
          AdderTree tree = new AdderTree(random.nextInt(2, 1500), random.nextInt(1, 13));
          int levels = AdderTree.ceilLog2(tree.inputs());
          double gate = PROCESS.node().loadedDelay(PROCESS.supply());
          double step = gate * 2 * (tree.width() + levels) * (0.03 + 1.2 * random.nextDouble());
          int stages = 1;
          while (stages < levels && gate * 2 * (tree.width() + levels) > stages * step) {
            stages++;
          }
          int[] numbers = new int[levels + 1];
          numbers[0] = tree.inputs();
          for (int level = 1; level <= levels; level++) {
            numbers[level] = numbers[level - 1] / 2 + numbers[level - 1] % 2;
          }
          double held = 0;
          for (int cut = 1; cut < stages; cut++) {
            int level = levels * cut / stages;
            held += numbers[level] * (double) (tree.bits() + level);
          }
          assertThat(tree.registers(PROCESS, step)).as("%s in %s s", tree, step).isEqualTo(held);
          assertThat(tree.registers(PROCESS, 2 * step)).isLessThanOrEqualTo(held);
        });
    assertThat(new AdderTree(256, 4).registers(PROCESS, 1)).isZero();
  }
}
