package bitline.cli;

import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;

/// What Java does not say about the terminal: whether a file descriptor is one. `System.console()`
/// answers for standard input and output together, and progress goes to standard error.
final class Terminal {
  static final int STDOUT = 1;
  static final int STDERR = 2;

  /// Moves to the start of the line and clears it.
  static final String CLEAR_LINE = "\r\u001b[2K";

  private static final String ONE_LINE_UP = "\u001b[1A";

  private Terminal() {}

  /// Asks the C library; false where it has no such function.
  static boolean is(int descriptor) {
    try {
      Linker linker = Linker.nativeLinker();
      FunctionDescriptor intToInt =
          FunctionDescriptor.of(ValueLayout.JAVA_INT, ValueLayout.JAVA_INT);
      boolean windows = System.getProperty("os.name", "").startsWith("Windows");
      var function = linker.defaultLookup().find(windows ? "_isatty" : "isatty");
      if (function.isEmpty() || "dumb".equals(System.getenv("TERM"))) {
        return false;
      }
      MethodHandle isatty = linker.downcallHandle(function.get(), intToInt);
      return (int) isatty.invokeExact(descriptor) != 0;
    } catch (Throwable e) { // invokeExact declares it
      return false;
    }
  }

  /// What takes back the line that Java itself prints, and that no option silences, when it starts
  /// with the Vector API: `WARNING: Using incubator modules: jdk.incubator.vector`.
  static String takeBackIncubatorWarning() {
    boolean printed = ModuleLayer.boot().findModule("jdk.incubator.vector").isPresent();
    return printed && is(STDERR) ? ONE_LINE_UP + CLEAR_LINE : "";
  }
}
