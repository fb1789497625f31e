"""The interface in German."""

from __future__ import annotations

from bot.texts.catalogue import Plural, Texts
from bot.texts.german_commands import GERMAN_COMMANDS

GERMAN = Texts(
    name="Deutsch",
    ordinal=lambda number: f"{number}.",
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
    human="Einen Menschen holen",
    human_called="Ein Mensch ist gefragt und antwortet hier.",
    closer="{number} genauer ansehen",
    helped="Das hat geholfen",
    not_helped="Das hat nicht geholfen",
    thanks_for_verdict="Danke, das ist notiert.",
    delete="Diese Antwort löschen",
    delete_title="Diese Antwort löschen?",
    delete_text="Sie verschwindet für alle, mit ihren Bildern und deiner Frage.",
    keep="Behalten",
    deleted="Erledigt: Die Antwort ist weg, und alles, was ich davon hatte, auch.",
    not_yours="Das kann nur, wer gefragt hat, oder wer hier moderiert.",
    asked_already="Das ist schon gefragt: Die Antwort steht weiter unten.",
    gone="Diese Antwort habe ich nicht mehr; bitte frag noch einmal.",
    broken="Bei uns ist etwas schiefgegangen; bitte frag noch einmal.",
    busy_now=(
        "Ich kann gerade keine Fragen annehmen. Bitte versuch es in einer Minute "
        "wieder."
    ),
    forbidden_texts={
        "server": "Auf diesem Server bin ich nicht eingeschaltet.",
        "channel": (
            "In diesem Kanal bin ich nicht eingeschaltet. Eine Direktnachricht an mich "
            "geht."
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
            "Schick ein Bild mit deiner Frage und erwähne mich, oder erwähne mich in "
            "einer Antwort auf ein Bild; ich antworte mit Nummern im Bild. /sightline "
            "help sagt mehr."
        ),
    },
    cannot_write=(
        "In {channel} darf ich nicht schreiben, darum sage ich es dir hier: Die "
        "Moderation kann mir dort Kanal ansehen, Nachrichten senden, Dateien anhängen "
        "und Nachrichtenverlauf lesen geben."
    ),
    unseen=(
        "Nachrichten von anderen sehe ich hier nicht. Halte die Nachricht mit dem Bild "
        "gedrückt (oder klick sie rechts an), wähle Apps, dann „Ask about this "
        "picture“."
    ),
    too_late_private=(
        "Deine Antwort hat länger gedauert, als Discord sie mich dort zeigen lässt, wo "
        "du gefragt hast; darum bringe ich sie dir hierher."
    ),
    file_foreign="„{name}“ liegt nicht bei Discord; bitte lade das Bild selbst hoch.",
    file_no_picture="„{name}“ ist kein Bild; bitte schick ein Bild oder ein PDF.",
    file_too_large="„{name}“ ist zu groß; bitte schick ein kleineres.",
    file_expired="„{name}“ ließ sich nicht mehr abholen; bitte schick es noch einmal.",
    file_away="„{name}“ ließ sich gerade nicht abholen; bitte schick es später.",
    form_title="Frag zu diesem Bild",
    form_label="Deine Frage",
    form_hint=(
        "Welcher Balken ist der höchste? Was steht in Schritt 2? Leer lassen, um das "
        "Bild beschrieben zu bekommen."
    ),
    form_lost=(
        "Dieses Formular hat sein Bild verloren; bitte wähle die Nachricht noch einmal."
    ),
    ask="Fragen",
    ask_description="Frag zu einem Bild und bekomm eine Antwort, die zeigt",
    ask_question="Was möchtest du wissen? Leer lassen: das Bild wird beschrieben",
    ask_picture="Ein Foto, Screenshot, Diagramm, Arbeitsblatt oder PDF",
    ask_another="Noch ein Bild",
    ask_private="Die Antwort nur mir zeigen",
    help_title="Frag zu einem Bild und bekomm eine Antwort, die zeigt",
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
            "Frag weiter, indem du mir antwortest: „und das unten rechts?“, „was ist "
            "in Kasten 2?“"
        ),
        "Schick mir Bilder als Direktnachricht.",
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
    nothing_waits="Es wartet nichts: frag los.",
    waiting_count=Plural("1 Frage wartet.", "{count} Fragen warten."),
    no_worker=(
        "Gerade antwortet niemand. Was du fragst, bleibt zwei Minuten liegen; unser "
        "Team kann das sehen."
    ),
    yours="Deine in der Reihe: {places}.",
    being_answered="wird beantwortet",
    forgot_me=(
        "Erledigt: Ich habe alle deine Bilder, Fragen und Antworten hier vergessen. "
        "Meine Antworten bleiben stehen, bis du darunter den Papierkorb drückst."
    ),
    forgot_thread=(
        "Erledigt: Ich habe dieses Gespräch vergessen, mit Bildern, Fragen und "
        "Antworten. Meine Antworten bleiben stehen, bis du darunter den Papierkorb "
        "drückst."
    ),
    nothing_to_forget="Von dir habe ich hier kein Gespräch.",
    which_thread="Du hast hier mehrere Gespräche. Welches soll ich vergessen?",
    asked_last="Zuletzt gefragt am {day} um {time} UTC",
    asked_for_help="{who} möchte einen Menschen.",
    a_teammate="Jemand",
    no_question="(ein Bild ohne Worte)",
    open_thread="Zum Gespräch",
    answered="Sightline hat geantwortet:",
    commands=GERMAN_COMMANDS,
)
