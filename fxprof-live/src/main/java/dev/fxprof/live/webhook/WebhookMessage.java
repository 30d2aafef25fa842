package dev.fxprof.live.webhook;

import dev.fxprof.live.view.HitchView;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.json.JsonMapper;

/** What is posted. Names in it come from scripts and players, so nothing of them is taken as markup. */
final class WebhookMessage {
    private static final int MOST_SHOWN = 5;
    private static final int LONGEST = 350;
    /** Discord refuses more than 2,000, of whatever the markup's backslashes are a part. */
    private static final int MOST_CHARACTERS = 1900;
    private static final String MARKUP = "\\`*_~|<>@#[]()-:";

    private WebhookMessage() {
    }

    static String of(WebhookTarget.Format format, List<HitchView> hitches) {
        JsonMapper json = JsonMapper.shared();
        if (format == WebhookTarget.Format.JSON) {
            return json.writeValueAsString(
                    Map.of("schema", "fxprof/hitches/1", "hitches", hitches));
        }
        StringBuilder text = new StringBuilder();
        int shown = 0;
        for (HitchView hitch : hitches.subList(0, Math.min(MOST_SHOWN, hitches.size()))) {
            String line = (shown == 0 ? "" : "\n") + "**" + safe(hitch.server()) + "**: "
                    + safe(hitch.verdict());
            if (text.length() + line.length() > MOST_CHARACTERS) {
                break;
            }
            text.append(line);
            shown++;
        }
        if (hitches.size() > shown) {
            text.append("\nand ").append(hitches.size() - shown).append(" more");
        }
        return json.writeValueAsString(Map.of("content", text.toString(), "allowed_mentions",
                Map.of("parse", List.of())));
    }

    private static String safe(String text) {
        StringBuilder safe = new StringBuilder();
        text.codePoints().limit(LONGEST).forEach(c -> {
            if (MARKUP.indexOf(c) >= 0) {
                safe.append('\\');
            }
            safe.appendCodePoint(c < ' ' ? ' ' : c);
        });
        return safe.toString();
    }
}
