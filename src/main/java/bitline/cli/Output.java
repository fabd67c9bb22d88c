package bitline.cli;

import bitline.base.Problem;
import bitline.base.Progress;
import bitline.report.Paragraph;
import bitline.report.Table;
import bitline.text.Json;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Objects;
import java.util.regex.Pattern;

/// Where a command's answer goes: results to standard output, notes, errors and progress to
/// standard error. Each method takes the progress line away before it prints.
final class Output {
  static final int WIDTH = 80;

  private static final Pattern CONTROL = Pattern.compile("[\\p{Cntrl}\\x80-\\x9F&&[^\\n\\t]]");

  private final PrintWriter out;
  private final PrintWriter err;
  private final TerminalProgress progress;

  Output(PrintWriter out, PrintWriter err) {
    this.out = out;
    this.err = err;
    this.progress = new TerminalProgress(err, System::nanoTime, () -> Terminal.is(Terminal.STDERR));
  }

  /// What to hand to anything that may take over two seconds.
  Progress progress() {
    return progress;
  }

  /// A line of the result.
  void line(String text) {
    progress.clear();
    out.print(printable(text) + "\n");
    out.flush();
  }

  /// Lines of the result, as they are.
  void text(String lines) {
    progress.clear();
    out.print(printable(lines));
    out.flush();
  }

  /// Running text of the result, within 80 columns.
  void paragraph(String text) {
    text(Paragraph.wrap(text, "", "  ", WIDTH));
  }

  /// A table of the result, within 80 columns where it can be.
  void table(Table table) {
    progress.clear();
    out.print(printable(table.render(WIDTH)));
    out.flush();
  }

  /// A line beside the result, such as where a report lies: on standard error.
  void note(String text) {
    progress.clear();
    err.print(printable(text) + "\n");
    err.flush();
  }

  /// The result as a command's `--json` asks for it: `text` prints it for people; `value` is the
  /// record that becomes canonical JSON. The file appears whole or not at all.
  void answer(JsonOption json, Object value, Runnable text) {
    Path file = json.file();
    json.check();
    if (!json.wanted() || file != null) {
      text.run();
    }
    if (file != null) {
      write(file, Json.bytes(value));
      note("JSON in " + file);
    } else if (json.wanted()) {
      progress.clear();
      out.print(Json.text(value));
      out.flush();
    }
  }

  /// A [Problem] when a file cannot be written there: told before long work, not after it.
  static void checkWritable(Path file) {
    Path folder = file.toAbsolutePath().getParent();
    if (Files.isDirectory(file)) {
      throw Problem.at(file.toString(), "is a folder, not a file to write");
    }
    if (folder == null || !Files.isDirectory(folder) || !Files.isWritable(folder)) {
      throw Problem.at(file.toString(), "there is no folder " + folder + " that can be written to");
    }
  }

  /// A [Problem] when a file to write does not end as what an option writes: a slip such as
  /// `--report model.onnx` would replace the model.
  static void checkEnding(String option, Path file, String ending) {
    if (!file.toString().endsWith(ending)) {
      throw new Problem(
          option + " writes only files that end in " + ending + ", not '" + file + "'");
    }
  }

  /// Writes a file of a command's: whole or not at all.
  static void write(Path file, byte[] content) {
    checkWritable(file);
    Path folder = Objects.requireNonNull(file.toAbsolutePath().getParent());
    try {
      Path part =
          folder.resolve("." + file.getFileName() + "." + ProcessHandle.current().pid() + ".part");
      try {
        Files.write(part, content);
        Files.move(part, file, StandardCopyOption.REPLACE_EXISTING);
      } finally {
        Files.deleteIfExists(part);
      }
    } catch (IOException e) {
      throw new Problem(Failures.of(e) + "; nothing was written to " + file, e);
    }
  }

  /// Names come out of files that strangers made: a control sequence in one must not reach the
  /// terminal.
  private static String printable(String text) {
    return CONTROL.matcher(text).replaceAll("\uFFFD");
  }

  PrintWriter out() {
    return out;
  }

  PrintWriter err() {
    return err;
  }
}
