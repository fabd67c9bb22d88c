package bitline;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.StringWriter;
import java.net.URI;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The README's example of the library, compiled as it stands there and run: it prints what the
/// README says.
class WorkbenchExampleTest {
  private static final Pattern EXAMPLE =
      Pattern.compile(
          "## As a library\n(?:(?!\n## ).)*?```java\n(.*?)```\n\n    ([^\n]*)", Pattern.DOTALL);

  /// What a reader's editor would add.
  private static final List<String> IMPORTS =
      List.of(
          "bitline.*",
          "bitline.graph.*",
          "bitline.program.*",
          "bitline.quant.*",
          "bitline.sim.*",
          "bitline.task.*",
          "bitline.tensor.*",
          "java.nio.file.*",
          "java.util.*",
          "java.util.stream.*");

  @Test
  void theExampleOfTheReadmeRuns(@TempDir Path folder) throws Exception {
    Matcher found = EXAMPLE.matcher(Files.readString(Path.of("README.md")));
    assertThat(found.find()).as("README.md has a Java example under 'As a library'").isTrue();
    String example = found.group(1);
    assertThat(example.lines().filter(line -> !line.isBlank())).hasSizeBetween(5, 12);
    compile(example, folder);
    assertThat(run(folder)).isEqualTo(found.group(2) + "\n");
  }

  private static void compile(String example, Path folder) throws IOException {
    StringBuilder source = new StringBuilder();
    IMPORTS.forEach(name -> source.append("import ").append(name).append(";\n"));
    source.append("public class Example { public static void main(String[] words) {\n");
    source.append(example).append("}}\n");
    JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    JavaFileObject file =
        new SimpleJavaFileObject(URI.create("string:///Example.java"), JavaFileObject.Kind.SOURCE) {
          @Override
          public CharSequence getCharContent(boolean ignoreEncodingErrors) {
            return source;
          }
        };
    StringWriter said = new StringWriter();
    try (StandardJavaFileManager files =
        compiler.getStandardFileManager(null, null, StandardCharsets.UTF_8)) {
      List<String> options =
          List.of("-d", folder.toString(), "-cp", System.getProperty("java.class.path"));
      assertThat(compiler.getTask(said, files, null, options, null, List.of(file)).call())
          .as(said + "\n" + source)
          .isTrue();
    }
  }

  /// What the example prints.
  private static String run(Path folder) throws Exception {
    PrintStream before = System.out;
    ByteArrayOutputStream printed = new ByteArrayOutputStream();
    try (URLClassLoader loader =
            new URLClassLoader(
                new URL[] {folder.toUri().toURL()}, WorkbenchExampleTest.class.getClassLoader());
        PrintStream out = new PrintStream(printed, true, StandardCharsets.UTF_8)) {
      System.setOut(out);
      loader
          .loadClass("Example")
          .getMethod("main", String[].class)
          .invoke(null, (Object) new String[0]);
    } finally {
      System.setOut(before);
    }
    return printed.toString(StandardCharsets.UTF_8).replace(System.lineSeparator(), "\n");
  }
}
