package bitline.cli;

import static org.assertj.core.api.Assertions.assertThat;

import bitline.task.ModelCards;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MavenNetworkTest {
  @TempDir Path folder;

  @Test
  void aNetworkInAJarIsUnpackedWhenItIsTheRightOne() throws IOException {
    byte[] bytes = "network".getBytes(StandardCharsets.UTF_8);
    Path plain = folder.resolve("plain");
    Files.write(plain, bytes);
    MavenNetwork network =
        new MavenNetwork("a.b", "net", "1", "net.onnx", ModelCards.sha256(plain));
    Path project = folder.resolve("project");
    Path repository = folder.resolve("repository");
    assertThat(network.find(project, repository, false))
        .isInstanceOf(MavenNetwork.Found.Missing.class);
    Path jar = repository.resolve("a/b/net/1/net-1.jar");
    Files.createDirectories(jar.getParent());
    try (OutputStream out = Files.newOutputStream(jar);
        ZipOutputStream zip = new ZipOutputStream(out)) {
      zip.putNextEntry(new ZipEntry("net.onnx"));
      zip.write(bytes);
      zip.closeEntry();
    }
    MavenNetwork.Found found = network.find(project, repository, false);
    assertThat(found).isInstanceOf(MavenNetwork.Found.There.class);
    assertThat(((MavenNetwork.Found.There) found).file()).hasBinaryContent(bytes);
    MavenNetwork other = new MavenNetwork("a.b", "net", "1", "net.onnx", "0".repeat(64));
    assertThat(other.find(folder.resolve("fresh"), repository, false))
        .isInstanceOf(MavenNetwork.Found.Missing.class);
  }
}
