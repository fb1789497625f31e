"""The words of `/sightline` in German."""

from __future__ import annotations

from bot.texts.commands import CommandTexts

GERMAN_COMMANDS = CommandTexts(
    about_sightline="Hilfe, Auslastung, Vergessen und die Einstellungen des Servers",
    about_help="Was ich kann und wie man fragt",
    about_status="Wie viel los ist und wo deine Fragen stehen",
    about_forget="Mich Bilder, Fragen und Antworten vergessen lassen",
    about_forget_me="Alles vergessen, was du hier gefragt hast",
    about_forget_thread="Ein Gespräch vergessen: dieses oder eines aus diesem Kanal",
    about_settings="Wie ich antworte und wer fragen darf: für die Serververwaltung",
    about_show="Zeigen, wie ich hier antworte und wer fragen darf",
    about_channel="Einstellen, wie ich in diesem Kanal oder auf dem Server antworte",
    about_allow="Jemanden auf eine Liste setzen; nur wer darauf steht, darf fragen",
    about_block="Eine Rolle, eine Person oder einen Kanal vom Fragen ausschließen",
    about_unlist="Eine Rolle, eine Person oder einen Kanal von den Listen nehmen",
    about_reset="Einstellungen zurücknehmen",
    option_tutor="Sagen, wie man die Antwort findet, statt sie zu verraten",
    option_persona="Kleingedrucktes unter Antworten, etwa von wem ich bin; - für keins",
    option_language="Die Sprache meiner Knöpfe und Hinweise",
    option_thread="Für jede Frage einen Thread öffnen",
    option_every_picture="Jedes Bild, das jemand schickt, als Frage nehmen",
    option_follow="Was ich ohne Erwähnung höre, wo ich schon geantwortet habe",
    option_humans="Wo gefragt wird, wenn jemand „Einen Menschen fragen“ drückt",
    option_where="Für diesen Kanal oder für den ganzen Server",
    option_undo="Wie viel zurückgenommen wird",
    option_setting="Nur diese eine Einstellung zurücknehmen",
    option_role="Eine Rolle",
    option_person="Eine Person",
    option_place="Ein Kanal oder ein Thread",
    the_latest="Das sind die neuesten. /sightline forget me vergisst alle.",
    settings={
        "tutor": "Tutor-Modus",
        "persona": "Kleingedrucktes",
        "language": "Sprache",
        "has_thread": "Ein Thread für jede Frage",
        "every_picture": "Jedes Bild ist eine Frage",
        "follow": "Ohne Erwähnung gehört, wo ich geantwortet habe",
        "humans": "„Einen Menschen fragen“ fragt in",
    },
    scopes={
        "channel": "dieser Kanal",
        "server": "der ganze Server",
        "lists": "wer fragen darf",
        "everything": "alles, in allen Kanälen",
    },
    following={
        "always": "jede Nachricht",
        "pictures": "Nachrichten mit Bild",
        "mention": "nichts",
    },
    lists={
        "allow_channels": "Nur in {names}",
        "block_channels": "Nicht in {names}",
        "allow_roles": "Nur mit einer der Rollen {names}",
        "block_roles": "Nicht mit einer der Rollen {names}",
        "allow_users": "Nur diese Personen: {names}",
        "block_users": "Diese Personen nicht: {names}",
    },
    settings_title="Wie ich in {channel} antworte",
    lists_title="Wer fragen darf, und wo",
    anybody="Alle, in jedem Kanal",
    all_must_hold="Wer fragt, muss alles davon erfüllen.",
    others_title="Kanäle mit eigenen Einstellungen: {names}",
    on="an",
    off="aus",
    none="nichts",
    no_channel="keinem Kanal",
    set_here="für diesen Kanal eingestellt",
    set_server_wide="für den Server eingestellt",
    and_more="{names} und {count} weitere",
    no_content=(
        "Wer mich betreibt, lässt mich keine Nachrichten lesen, die mich nicht "
        "erwähnen. Solange das so ist, bewirken „{every_picture}“ und „{follow}“ "
        "nichts."
    ),
    moderators_help=(
        "Wer diesen Server verwaltet, kann mit /sightline settings einstellen, wie ich "
        "antworte und wer fragen darf."
    ),
    no_server="Einstellungen gehören zu einem Server: Bitte mach das dort.",
    no_guest=(
        "Dafür muss ich Mitglied dieses Servers sein: Bitte füge mich erst hinzu, oder "
        "frag, wer ihn verwaltet."
    ),
    no_moderator=(
        "Das sehen und ändern kann nur, wer die Berechtigung Server verwalten hat."
    ),
    nobody_named="Bitte nenne eine Rolle, eine Person oder einen Kanal dazu.",
    everyone_named=(
        "@everyone kann auf keiner Liste stehen. Solange keine Rolle erlaubt ist, "
        "dürfen alle fragen."
    ),
    list_full=(
        "Diese Liste ist voll, sie fasst {most}. Nimm erst etwas herunter, mit "
        "/sightline settings unlist."
    ),
    rooms_full=(
        "{most} Kanäle haben eigene Einstellungen, mehr geht nicht. Nimm erst die von "
        "einem zurück, mit /sightline settings reset, oder stell es für den ganzen "
        "Server ein."
    ),
)
