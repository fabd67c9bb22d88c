package bitline.task;

import bitline.base.Problem;
import bitline.text.Binder;
import bitline.text.Yaml;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Finds the [ModelCard] of a network: the file the user names, else `MODEL.yaml` beside
/// `MODEL.onnx`, else the card of a public network that is known by its content
/// (`known_networks.yaml` in this package). Nothing is guessed: a picture scaled the wrong way
/// gives answers that look right and are not.
public final class ModelCards {
  private static final String TABLE = "known_networks.yaml";

  private ModelCards() {}

  /// A public network that is known by the SHA-256 of its file.
  public record Known(String name, String sha256, ModelCard card) {
    public Known {
      if (!sha256.matches("[0-9a-f]{64}")) {
        throw new IllegalArgumentException("sha256 must be 64 hexadecimal digits");
      }
    }
  }

  /// The table of known networks.
  record Table(List<Known> networks) {}

  /// A card in a YAML file.
  static ModelCard read(Path file) {
    return Binder.written().read(ModelCard.class, file);
  }

  /// The card of a network's file; `option` is the file that the user named, or null. A [Problem]
  /// when there is none.
  public static ModelCard find(Path model, @Nullable Path option) {
    Path file = file(model, option);
    if (file != null) {
      return read(file);
    }
    Known known = known(model);
    if (known == null) {
      throw Problem.at(
          model.toString(),
          "nothing says what this network is for and how pictures become its input; describe it in "
              + beside(model).getFileName()
              + " beside it, or name such a file with --preprocess (form: docs/model-cards.md)");
    }
    return known.card;
  }

  /// The file that holds a network's card: the one that the user named, else that beside the
  /// network; null where there is none.
  public static @Nullable Path file(Path model, @Nullable Path option) {
    return option != null ? option : Files.isRegularFile(beside(model)) ? beside(model) : null;
  }

  /// What a network is called in tables: the name under which it is known, else its file's without
  /// the ending, or its folder's where the file is just `model.onnx`.
  public static String name(Path model) {
    Known known = known(model);
    if (known != null) {
      return known.name;
    }
    String file = model.getFileName().toString();
    Path folder = model.toAbsolutePath().normalize().getParent();
    if (file.equals("model.onnx") && folder != null && folder.getFileName() != null) {
      return folder.getFileName().toString();
    }
    return file.endsWith(".onnx") ? file.substring(0, file.length() - 5) : file;
  }

  /// Where the card of a network is looked for beside it.
  public static Path beside(Path model) {
    String name = model.getFileName().toString();
    int dot = name.lastIndexOf('.');
    return model.resolveSibling((dot > 0 ? name.substring(0, dot) : name) + ".yaml");
  }

  /// The known public network whose file this is, or null.
  static @Nullable Known known(Path model) {
    String sha256 = sha256(model);
    return known().stream().filter(each -> each.sha256.equals(sha256)).findFirst().orElse(null);
  }

  /// All public networks that are known.
  static List<Known> known() {
    try (InputStream in = ModelCards.class.getResourceAsStream(TABLE)) {
      if (in == null) {
        throw new IllegalStateException(TABLE + " is missing from the build");
      }
      String text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
      return Binder.written().bind(Table.class, Yaml.parse(text, TABLE), TABLE).networks;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// SHA-256 of a file in hexadecimal.
  public static String sha256(Path file) {
    try (InputStream in = Files.newInputStream(file)) {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      byte[] buffer = new byte[1 << 16];
      for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
        digest.update(buffer, 0, read);
      }
      return HexFormat.of().formatHex(digest.digest());
    } catch (IOException e) {
      throw new Problem(
          file
              + ": cannot be read ("
              + (Files.exists(file) ? e.getMessage() : "no such file")
              + ")",
          e);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }
}
