package bitline.map;

import bitline.base.Keyed;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/// Puts things that send one another bytes into slots, so that Σ bytes × distance becomes small:
/// the quadratic assignment problem. From several starts it exchanges the contents of two slots
/// until no exchange helps; of few slots all pairs are tried, of many those near what a thing talks
/// to. The same input gives the same answer; that it is the best is not certain.
final class Assignment {
  /// Up to so many slots all pairs are tried.
  private static final int ALL_PAIRS = 64;

  /// Up to so many things there are further starts, in random order.
  private static final int MANY_STARTS = 8;

  private static final int RANDOM_STARTS = 8;

  /// Rounds of exchanges from one start.
  private static final int ROUNDS = 30;

  private static final int ROUNDS_OF_MANY = 3;

  /// Slots near something that are tried.
  private static final int NEAR = 9;

  private static final double GAIN = 1e-12;

  private final int things;
  private final int slots;

  /// Bytes between things, both directions together: whom a thing talks to, and how much.
  private final int[][] partners;

  private final double[][] bytes;

  /// What a thing in a slot costs beside: bytes × distance to what is fixed.
  private final double[][] fixed;

  private final int[][] distance;
  private final int[][] around;

  /// @param between bytes between each two things; symmetric, nothing on the diagonal
  /// @param fixed for each thing and slot, bytes × distance to what does not move
  /// @param distance between each two slots; at least as many slots as things
  Assignment(double[][] between, double[][] fixed, int[][] distance) {
    things = between.length;
    slots = distance.length;
    this.fixed = fixed;
    this.distance = distance;
    around = new int[slots][0];
    partners = new int[things][];
    bytes = new double[things][];
    for (int i = 0; i < things; i++) {
      double[] row = between[i];
      int thing = i;
      partners[i] = IntStream.range(0, things).filter(j -> j != thing && row[j] != 0).toArray();
      bytes[i] = Arrays.stream(partners[i]).mapToDouble(j -> row[j]).toArray();
    }
  }

  /// Σ bytes × distance.
  ///
  /// @param at the slot of each thing
  double cost(int[] at) {
    double cost = 0;
    for (int i = 0; i < things; i++) {
      cost += fixed[i][at[i]];
      for (int k = 0; k < partners[i].length; k++) {
        if (partners[i][k] > i) {
          cost += bytes[i][k] * distance[at[i]][at[partners[i][k]]];
        }
      }
    }
    return cost;
  }

  /// The slots of each thing, several answers, the best first: the starts, and what exchanges make
  /// of them (of many slots, of the best start only). The best is never worse than any start.
  List<int[]> improved(List<int[]> starts) {
    List<int[]> from = new ArrayList<>(starts);
    if (slots > ALL_PAIRS) {
      from.sort(Comparator.comparingDouble(this::cost));
      from = from.subList(0, 1);
    }
    for (int s = 0; s < RANDOM_STARTS && things <= MANY_STARTS; s++) {
      from.add(shuffled(s));
    }
    List<int[]> answers = new ArrayList<>(starts);
    from.forEach(start -> answers.add(descended(start)));
    answers.sort(Comparator.comparingDouble(this::cost));
    return answers;
  }

  private int[] shuffled(int seed) {
    return IntStream.range(0, slots)
        .boxed()
        .sorted(Comparator.comparingLong(i -> Keyed.bits(seed, "order of cores", i)))
        .limit(things)
        .mapToInt(i -> i)
        .toArray();
  }

  private int[] descended(int[] start) {
    int[] at = start.clone();
    int[] in = new int[slots];
    Arrays.fill(in, -1);
    for (int i = 0; i < things; i++) {
      in[at[i]] = i;
    }
    double least = GAIN * (1 + cost(at));
    boolean few = slots <= ALL_PAIRS;
    boolean better = true;
    for (int round = 0; better && round < (few ? ROUNDS : ROUNDS_OF_MANY); round++) {
      better = false;
      for (int i = 0; i < things; i++) {
        for (int slot : few ? all() : near(i, at, round)) {
          if (slot != at[i] && gain(at, i, slot, in[slot]) > least) {
            exchange(at, in, i, slot);
            better = true;
          }
        }
      }
    }
    return at;
  }

  private int[] all() {
    return IntStream.range(0, slots).toArray();
  }

  /// Slots near two of those a thing talks to: the one it talks to most, and another in each round.
  private int[] near(int thing, int[] at, int round) {
    int count = partners[thing].length;
    if (count == 0) {
      return new int[0];
    }
    int most = 0;
    for (int k = 1; k < count; k++) {
      most = bytes[thing][k] > bytes[thing][most] ? k : most;
    }
    int other = (thing + 7 * round) % count;
    return IntStream.concat(
            Arrays.stream(around(at[partners[thing][most]])),
            Arrays.stream(around(at[partners[thing][other]])))
        .toArray();
  }

  /// The slots nearest to one, itself among them.
  private int[] around(int slot) {
    int[] known = around[slot];
    if (known.length == 0) {
      known =
          IntStream.range(0, slots)
              .boxed()
              .sorted(Comparator.comparingInt(p -> distance[slot][p]))
              .limit(NEAR)
              .mapToInt(p -> p)
              .toArray();
      around[slot] = known;
    }
    return known;
  }

  private double alone(int thing, int slot, int[] at) {
    double cost = fixed[thing][slot];
    for (int k = 0; k < partners[thing].length; k++) {
      cost += bytes[thing][k] * distance[slot][at[partners[thing][k]]];
    }
    return cost;
  }

  /// What is saved when a thing goes to a slot, and `there`, what lies in that slot (−1: nothing),
  /// to its own.
  private double gain(int[] at, int thing, int slot, int there) {
    int own = at[thing];
    double before = alone(thing, own, at) + (there < 0 ? 0 : alone(there, slot, at));
    at[thing] = slot;
    if (there >= 0) {
      at[there] = own;
    }
    double after = alone(thing, slot, at) + (there < 0 ? 0 : alone(there, own, at));
    at[thing] = own;
    if (there >= 0) {
      at[there] = slot;
    }
    return before - after; // what the two send each other goes as far as before
  }

  private static void exchange(int[] at, int[] in, int thing, int slot) {
    int own = at[thing];
    int there = in[slot];
    in[own] = there;
    in[slot] = thing;
    at[thing] = slot;
    if (there >= 0) {
      at[there] = own;
    }
  }
}
