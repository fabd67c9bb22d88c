package bitline.report;

import static org.assertj.core.api.Assertions.assertThat;

import bitline.scenario.Choice;
import bitline.scenario.Scenario;
import bitline.scenario.Scenarios;
import org.junit.jupiter.api.Test;

class ScenarioPageTest {
  private final Scenario scenario = Scenarios.edgeFirst();
  private final Choice choice = Choice.of(scenario, 200);

  @Test
  void thePageIsWholeAndNamesEverySource() {
    String page = ScenarioPage.page(scenario, choice);
    PageChecks.needsNothingElse(page);
    PageChecks.tagsAreBalanced(page);
    assertThat(page).contains("What turns the order", "TechInsights", "badge assumed");
  }

  @Test
  void theTextKeepsWithinATerminal() {
    String text = ScenarioText.of(choice);
    assertThat(text).contains("comes first", "surveillance", "turns at", "else first");
    assertThat(text.lines()).allMatch(line -> line.codePointCount(0, line.length()) <= 80);
  }
}
