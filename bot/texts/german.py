"""The interface in German."""

from __future__ import annotations

from bot.texts.catalogue import Plural, Texts
from bot.texts.german_commands import GERMAN_COMMANDS

GERMAN = Texts(
    name="Deutsch",
    ordinal=lambda number: f"{number}.",
    months=(
        "Januar",
        "Februar",
        "März",
        "April",
        "Mai",
        "Juni",
        "Juli",
        "August",
        "September",
        "Oktober",
        "November",
        "Dezember",
    ),
    day="{number}. {month}",
    looking="Ich sehe mir dein Bild an…",
    in_line="Du bist als {ordinal} an der Reihe…",
    steps={
        "reading": "Ich lese, was da steht…",
        "looking": "Ich sehe mir das Bild an…",
        "answering": "Ich schreibe die Antwort…",
        "drawing": "Ich zeichne die Nummern ein…",
    },
    cancel="Abbrechen",
    no_picture_drawn=(
        "Das Bild ließ sich diesmal nicht anhängen; die Worte gelten trotzdem."
    ),
    attached="Angehängt: {names}",
    again="Noch einmal versuchen",
    human="Einen Menschen fragen",
    human_called="Ich habe einen Menschen gefragt; die Antwort kommt hier.",
    closer="{number} genauer ansehen",
    helped="Das hat geholfen",
    not_helped="Das hat nicht geholfen",
    thanks_for_verdict="Danke, das ist notiert.",
    delete="Diese Antwort löschen",
    delete_title="Diese Antwort löschen?",
    delete_text="Sie verschwindet für alle, mit ihren Bildern und der Frage.",
    delete_it="Löschen",
    keep="Behalten",
    deleted="Erledigt: Die Antwort ist weg, und alles, was ich davon hatte, auch.",
    not_yours="Das kann nur, wer gefragt hat oder hier moderiert.",
    asked_already="Das wurde schon gefragt; die Antwort steht weiter unten.",
    gone="Diese Antwort habe ich nicht mehr; bitte frag noch einmal.",
    outdated=(
        "Das gehört zu einer älteren Version von mir. Bitte lade Discord neu (Strg+R, "
        "oder starte die App neu) und versuch es noch einmal."
    ),
    broken=(
        "Bei uns ist etwas schiefgegangen, das ist notiert; bitte frag noch einmal."
    ),
    busy_now=(
        "Ich kann gerade keine Fragen annehmen. Bitte versuch es in einer Minute "
        "wieder."
    ),
    forbidden_texts={
        "server": "Auf diesem Server bin ich nicht eingeschaltet.",
        "channel": (
            "In diesem Kanal bin ich nicht eingeschaltet. Schreib mir gern eine "
            "Direktnachricht."
        ),
        "user": (
            "Für dich bin ich hier nicht eingeschaltet. Die Admins können das ändern."
        ),
        "role": (
            "Für deine Rollen bin ich hier nicht eingeschaltet. Die Moderation kann "
            "das ändern."
        ),
        "guest": (
            "Für Gäste bin ich hier nicht eingeschaltet. Bitte frag jemanden aus dem "
            "Team."
        ),
        "partner": (
            "Für Leute aus anderen Workspaces bin ich nicht eingeschaltet. Bitte frag "
            "das Team hier."
        ),
        "bot": "Anderen Apps antworte ich hier nicht.",
        "help": (
            "Schick ein Bild mit deiner Frage und erwähne mich, oder antworte auf ein "
            "Bild und erwähne mich; ich antworte mit Nummern im Bild. /sightline help "
            "sagt mehr."
        ),
    },
    cannot_write=(
        "In {channel} darf ich nicht schreiben, darum sage ich es dir hier. Die "
        "Moderation kann mir dort diese Rechte geben: Kanal ansehen, Nachrichten "
        "senden, Dateien anhängen und Nachrichtenverlauf anzeigen."
    ),
    unseen=(
        "Nachrichten von anderen sehe ich hier nicht. Halte die Nachricht mit dem Bild "
        "gedrückt (am Rechner: Rechtsklick), wähle Apps, dann „Ask about this picture“."
    ),
    too_late_private=(
        "Deine Antwort hat länger gedauert, als Discord mir dort Zeit lässt, wo du "
        "gefragt hast; darum bekommst du sie hier."
    ),
    file_foreign="„{name}“ liegt nicht bei Discord; bitte lade das Bild selbst hoch.",
    file_no_picture="„{name}“ ist kein Bild; bitte schick ein Bild oder ein PDF.",
    file_too_large="„{name}“ ist zu groß; bitte schick ein kleineres.",
    file_expired="„{name}“ ließ sich nicht mehr abholen; bitte schick es noch einmal.",
    file_away=(
        "„{name}“ ließ sich gerade nicht abholen; bitte schick es später noch einmal."
    ),
    form_title="Frage zu diesem Bild",
    form_label="Deine Frage",
    form_hint=(
        "Am besten auf Englisch: Which bar is the tallest? Ohne Frage beschreibe ich "
        "das Bild."
    ),
    form_lost=(
        "Dieses Formular hat sein Bild verloren; bitte wähle die Nachricht noch einmal."
    ),
    ask="Fragen",
    ask_description="Frag etwas zu einem Bild; die Antwort zeigt, wo es steht",
    ask_question="Was möchtest du wissen? Ohne Frage beschreibe ich das Bild",
    ask_picture="Ein Foto, Screenshot, Diagramm, Arbeitsblatt oder PDF",
    ask_another="Noch ein Bild",
    ask_private="Die Antwort nur mir zeigen",
    help_title="Frag etwas zu einem Bild; die Antwort zeigt, wo es steht",
    discord_help=(
        (
            "Schick ein Foto, Arbeitsblatt, Schaubild oder Diagramm mit deiner Frage "
            "und erwähne mich."
        ),
        (
            "Antworte auf ein Bild und erwähne mich, oder halte eine Nachricht "
            "gedrückt und wähle Apps, „Ask about this picture“."
        ),
        "/ask nimmt bis zu fünf Bilder; mit private:True siehst nur du die Antwort.",
        (
            "Frag weiter, indem du mir antwortest: „and the bottom right one?“, „what "
            "is in box 2?“"
        ),
        "Am besten verstehe ich Englisch, und auf Englisch antworte ich auch.",
        "Schick mir Bilder als Direktnachricht; dort musst du mich nicht erwähnen.",
        (
            "Ändere deine Frage, und die Antwort ändert sich mit; lösche sie, und die "
            "Antwort verschwindet."
        ),
    ),
    discord_help_commands=(
        "/sightline status sagt, wie viel los ist. /sightline forget me vergisst "
        "alles, was du hier gefragt hast, /sightline forget this-thread ein Gespräch. "
        "Alles andere vergesse ich von selbst innerhalb eines Tages."
    ),
    nothing_waits="Gerade wartet nichts: Frag los!",
    waiting_count=Plural("1 Frage wartet.", "{count} Fragen warten."),
    no_worker=(
        "Gerade antwortet niemand. Deine Frage hebe ich zwei Minuten lang auf; unser "
        "Team sieht das."
    ),
    yours="Von dir: {places}.",
    place="eine ist als {ordinal} an der Reihe",
    being_answered="eine wird gerade beantwortet",
    forgot_me=(
        "Erledigt: Ich habe alles vergessen, was du hier gefragt hast, mit allen "
        "Bildern und Antworten. Meine Antworten bleiben stehen, bis du den Papierkorb "
        "darunter drückst."
    ),
    forgot_thread=(
        "Erledigt: Ich habe dieses Gespräch vergessen, mit Bildern, Fragen und "
        "Antworten. Meine Antworten bleiben stehen, bis du den Papierkorb darunter "
        "drückst."
    ),
    nothing_to_forget="Ich habe hier kein Gespräch von dir.",
    which_thread="Du hast hier mehrere Gespräche. Welches soll ich vergessen?",
    asked_last="Zuletzt gefragt am {day} um {time} UTC",
    asked_for_help="{who} möchte einen Menschen fragen.",
    a_teammate="Jemand",
    no_question="(ein Bild ohne Worte)",
    open_thread="Zum Gespräch",
    answered="Sightline hat geantwortet:",
    commands=GERMAN_COMMANDS,
)
