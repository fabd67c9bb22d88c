package bitline.cli;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.ParseResult;

/// The program. Ends with one of four exit codes: 0 done, 1 the answer is no, 2 bad input, 3 a bug
/// of ours. An error is one line on standard error; `--debug` adds where it arose.
public final class Main {
  static final int DONE = 0;
  static final int NO = 1;
  static final int BAD_INPUT = 2;
  static final int OUR_BUG = 3;

  private Main() {}

  /// Runs one command and ends the process.
  public static void main(String[] arguments) {
    Sink answers = new Sink(new FileOutputStream(FileDescriptor.out));
    PrintWriter out = writer(answers, System.getProperty("stdout.encoding"));
    PrintWriter err =
        writer(new FileOutputStream(FileDescriptor.err), System.getProperty("stderr.encoding"));
    err.print(Terminal.takeBackIncubatorWarning());
    err.flush();
    int code = run(arguments, out, err);
    out.flush();
    String lost = answers.lost();
    if (lost != null) {
      err.print("standard output cannot be written: " + lost + "\n");
      code = code == DONE || code == NO ? BAD_INPUT : code;
    }
    err.flush();
    System.exit(code);
  }

  /// Runs one command and returns the exit code.
  static int run(String[] arguments, PrintWriter out, PrintWriter err) {
    Output output = new Output(out, err);
    return run(Commands.line(output), output, arguments);
  }

  static int run(CommandLine line, Output output, String... arguments) {
    try {
      ParseResult parsed = line.parseArgs(arguments);
      if (CommandLine.executeHelpRequest(parsed) != null) {
        return DONE;
      }
      String misread = Failures.ofArguments(parsed);
      if (!misread.isEmpty()) {
        output.note(misread);
        return BAD_INPUT;
      }
      if (!parsed.hasSubcommand()) {
        line.usage(output.err());
        return BAD_INPUT;
      }
      ParseResult deepest = parsed;
      while (deepest.hasSubcommand()) {
        deepest = deepest.subcommand();
      }
      Object command = deepest.commandSpec().userObject();
      return (Integer) ((Callable<?>) command).call();
    } catch (Throwable thrown) { // the last one who can say it in one line
      output.note(Failures.of(thrown).strip().replace('\n', ' '));
      if (Arrays.asList(arguments).contains("--debug")) {
        thrown.printStackTrace(output.err());
      }
      return Failures.code(thrown);
    }
  }

  /// UTF-8 everywhere, as tables and units have letters beyond ASCII that the C locale would print
  /// as question marks; a Windows console keeps its own encoding.
  private static PrintWriter writer(OutputStream stream, String encoding) {
    boolean windows = System.getProperty("os.name", "").startsWith("Windows");
    Charset charset =
        windows && encoding != null ? Charset.forName(encoding) : StandardCharsets.UTF_8;
    return new PrintWriter(stream, false, charset);
  }
}
