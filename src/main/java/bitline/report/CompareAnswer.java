package bitline.report;

import bitline.base.Interval;
import bitline.compare.Outcome;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// What `compare` answers, as JSON holds it: the same network on our chips and on machines that can
/// be bought. SI units and dollars, a picture. Intervals are those in which a value lies in four
/// cases of five; where there is none, nobody has told how far the value may be off.
///
/// @param work what every machine was given
/// @param machines our chips first, then the others, each in the order in which they were named
/// @param mixes the same architectures in other processes; empty where nobody asked
/// @param splits what of the distance between two machines is process and what architecture
/// @param remarks what a reader must know of all of it
public record CompareAnswer(
    String network,
    Work work,
    List<Row> machines,
    List<Mix> mixes,
    List<Split> splits,
    List<String> remarks) {
  public CompareAnswer {
    machines = List.copyOf(machines);
    mixes = List.copyOf(mixes);
    splits = List.copyOf(splits);
    remarks = List.copyOf(remarks);
  }

  /// Equal work.
  ///
  /// @param inputs of one picture, such as `input 1×3×224×224`
  /// @param macs multiply-accumulates of one picture
  /// @param weights constants that products take
  /// @param products layers with multiply-accumulates
  /// @param batch pictures that are handed over at once
  /// @param pictures on which accuracy was taken; 0: none
  /// @param metric what accuracy is; null: nothing was run
  /// @param floor accuracy that every machine must reach; null: none was asked for
  public record Work(
      List<String> inputs,
      double macs,
      double weights,
      int products,
      int batch,
      int pictures,
      @Nullable String metric,
      @Nullable Double floor) {
    public Work {
      inputs = List.copyOf(inputs);
    }
  }

  /// A machine, and what it makes of the work.
  ///
  /// @param ours whether it is one of the chips that the workbench simulates
  /// @param title one line for people
  /// @param outcome null where it does not do the work; `refused` then says why
  /// @param refused reasons, in words; empty where it does
  /// @param joules of a picture with bounds; null where none are known
  /// @param peak operations a second that all multipliers make at most in this format; null: not
  ///   told
  /// @param counted what `joules` and `watts` cover, in words
  /// @param price what a buyer pays for a unit; null: not told, and nobody sells the chips that the
  ///   workbench simulates
  /// @param cost what a unit costs whoever makes it, all machines by the same model; null: too
  ///   little is known of its dies
  /// @param millionPictures dollars of a million pictures, all costs of owning it counted
  /// @param silicon what it is made of
  /// @param accuracy on the pictures of the work
  /// @param evidence how well the figures that the machine is described with are known, in words
  /// @param unknown what could not be worked out and why, and what the figures leave out
  public record Row(
      String machine,
      boolean ours,
      String title,
      @Nullable Outcome outcome,
      List<String> refused,
      @Nullable Interval joules,
      @Nullable Double peak,
      String counted,
      @Nullable Price price,
      @Nullable Price cost,
      @Nullable Interval millionPictures,
      Silicon silicon,
      @Nullable Accuracy accuracy,
      String evidence,
      List<String> unknown) {
    public Row {
      refused = List.copyOf(refused);
      unknown = List.copyOf(unknown);
    }

    /// Watts under full load with bounds, where its joules have them.
    public @Nullable Interval watts() {
      return outcome == null || joules == null ? null : joules.times(1 / outcome.interval());
    }
  }

  /// Dollars of a unit.
  ///
  /// @param dollars with bounds; they are equal where only one price is told
  /// @param basis how it is known, and of when: `list 2023-03`, `100,000 made, 2024`
  public record Price(Interval dollars, String basis) {}

  /// What a machine is made of.
  ///
  /// @param process as its maker calls it; empty: not told
  /// @param area square metres of logic dies; null: not told
  /// @param basis whether the area is published or estimated
  public record Silicon(String process, @Nullable Interval area, String basis) {}

  /// How right its answers are.
  ///
  /// @param score in the metric of the work
  /// @param of what was run to find out
  public record Accuracy(double score, String of) {}

  /// An architecture in a process.
  ///
  /// @param machine its name
  /// @param node metres by which the process is called
  /// @param own whether the machine is made in this process
  /// @param rate pictures a second
  /// @param joules of a picture; null: not known
  /// @param area square metres; null: not told
  /// @param dollars that a unit costs to make; null: not known
  /// @param limit what bounds the rate
  public record Mix(
      String machine,
      double node,
      boolean own,
      double rate,
      @Nullable Double joules,
      @Nullable Double area,
      @Nullable Interval dollars,
      String limit) {}

  /// How much of a figure's ratio of two machines, each in its process, comes of the process and
  /// how much of the architecture: ratio = process × architecture.
  ///
  /// @param figure in words; more is better
  /// @param machine whose figure is divided
  /// @param over the machine that it is divided by
  /// @param node of the first
  /// @param overNode of the second
  /// @param interaction how far a process gives one architecture more than the other; 1: no further
  public record Split(
      String figure,
      String machine,
      double node,
      String over,
      double overNode,
      double ratio,
      double process,
      double architecture,
      double interaction) {}

  /// Rows that have figures.
  List<Row> done() {
    return machines.stream().filter(row -> row.outcome != null).toList();
  }

  /// The chip that others are held against: the first of ours that does the work.
  public Optional<Row> chip() {
    return machines.stream().filter(row -> row.ours && row.outcome != null).findFirst();
  }

  /// Names of levels in the order in which they first come up.
  List<String> levels() {
    List<String> names = new ArrayList<>();
    for (Row row : machines) {
      Outcome outcome = row.outcome;
      if (outcome != null) {
        outcome.levels().stream()
            .map(Outcome.Level::name)
            .filter(name -> !names.contains(name))
            .forEach(names::add);
      }
    }
    return names;
  }
}
