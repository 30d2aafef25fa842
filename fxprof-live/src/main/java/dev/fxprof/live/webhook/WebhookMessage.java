package dev.fxprof.live.webhook;

import dev.fxprof.live.view.HitchView;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.json.JsonMapper;

/** What is posted. Names in it come from scripts and players, so nothing of them is taken as markup. */
final class WebhookMessage {
    private static final int MOST_SHOWN = 5;
    private static final int LONGEST = 350;
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
        for (HitchView hitch : hitches.subList(0, Math.min(MOST_SHOWN, hitches.size()))) {
            text.append(text.isEmpty() ? "" : "\n").append("**").append(safe(hitch.server()))
                    .append("**: ").append(safe(hitch.verdict()));
        }
        if (hitches.size() > MOST_SHOWN) {
            text.append("\nand ").append(hitches.size() - MOST_SHOWN).append(" more");
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
