package bitline.claim;

import bitline.catalogue.Catalogue;
import java.util.List;

/// Our side: the chips whose claims are tested, as people call them.
///
/// @param chip its name among our chips
/// @param title for people
record Chipset(String chip, String title) {
  static final Chipset H30 = new Chipset("houmo_h30_2023", "Houmo H30");

  static final Chipset METIS = new Chipset("axelera_isscc_2024", "Axelera Metis");

  static final List<Chipset> ALL = List.of(H30, METIS);

  /// Of NOR flash.
  static final Chipset FLASH = new Chipset("fick_isscc_2022", "Mythic M1076");

  /// Its maker's product in the catalogue.
  String part() {
    return Catalogue.ofChip(chip).orElseThrow().name();
  }
}
