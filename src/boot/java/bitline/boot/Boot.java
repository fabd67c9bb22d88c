package bitline.boot;

import java.lang.reflect.InvocationTargetException;

/**
 * The jar's main class, compiled for Java 11 so that an old Java can say what it lacks instead of
 * failing with UnsupportedClassVersionError. It does nothing else: on Java 25 or newer it hands
 * over to bitline.cli.Main.
 */
public final class Boot {
  private static final int NEEDED = 25;

  private Boot() {}

  public static void main(String[] arguments) throws ReflectiveOperationException {
    int running = Runtime.version().feature();
    if (running < NEEDED) {
      System.err.println(
          "bitline needs Java "
              + NEEDED
              + " or newer; this is Java "
              + running
              + " ("
              + System.getProperty("java.home")
              + "). Run ./bitline instead");
      System.exit(2);
    }
    try {
      Class.forName("bitline.cli.Main")
          .getMethod("main", String[].class)
          .invoke(null, (Object) arguments);
    } catch (InvocationTargetException e) {
      throw new IllegalStateException(e.getCause());
    }
  }
}
