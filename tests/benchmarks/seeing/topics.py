"""What charts are about: titles, categories and magnitudes as people choose them."""

from __future__ import annotations

from typing import Literal

from msgspec import Struct

Ticks = Literal["plain", "comma", "percent", "dollar", "short"]


class Topic(Struct, frozen=True):
    """*least* and *most* bound the values, *places* is how many decimals they have."""

    titles: tuple[str, ...]
    categories: tuple[str, ...]
    value_title: str
    least: float
    most: float
    places: int = 0
    ticks: tuple[Ticks, ...] = ("plain",)


class Course(Struct, frozen=True):
    """Something measured over time; *spans* are ready-made rows of labels."""

    titles: tuple[str, ...]
    value_title: str
    least: float
    most: float
    places: int = 0
    ticks: tuple[Ticks, ...] = ("plain",)


TOPICS = (
    Topic(
        ("Support tickets by channel", "How customers reached us in March"),
        ("E-mail", "Phone", "Chat", "Forum", "Social media", "Walk-in", "Fax"),
        "Tickets",
        40,
        980,
    ),
    Topic(
        ("Revenue by region", "Sales per region in 2024", "Where the money comes from"),
        ("North", "South", "East", "West", "Central", "Overseas", "Online"),
        "Revenue in thousand euros",
        120,
        4800,
        0,
        ("plain", "comma", "short"),
    ),
    Topic(
        ("Market share of browsers", "Visits by browser this quarter"),
        ("Chrome", "Safari", "Firefox", "Edge", "Opera", "Brave", "Vivaldi"),
        "Share of visits in %",
        4,
        64,
        1,
        ("plain", "percent"),
    ),
    Topic(
        ("Fruit sold at the market", "Kilograms of fruit sold last week"),
        ("Apples", "Pears", "Plums", "Cherries", "Grapes", "Bananas", "Oranges"),
        "Kilograms",
        8,
        140,
    ),
    Topic(
        ("Monthly household budget", "What a household spends in a month"),
        ("Rent", "Food", "Transport", "Leisure", "Insurance", "Clothing", "Savings"),
        "Euros",
        60,
        1400,
        0,
        ("plain", "dollar", "comma"),
    ),
    Topic(
        ("Population of the five boroughs", "Inhabitants by district"),
        ("Old Town", "Harbour", "Hillside", "Riverbank", "Northgate", "Lakeside"),
        "Inhabitants",
        9000,
        88000,
        0,
        ("comma", "short", "plain"),
    ),
    Topic(
        ("Energy mix of the country", "Electricity by source"),
        ("Wind", "Solar", "Hydro", "Coal", "Gas", "Nuclear", "Biomass"),
        "Terawatt hours",
        5,
        190,
        1,
    ),
    Topic(
        ("Favourite school subjects", "Which subject do pupils like best?"),
        ("Maths", "History", "Biology", "Music", "Art", "Sport", "English"),
        "Pupils",
        6,
        58,
    ),
    Topic(
        ("Average response time by team", "Hours until the first answer"),
        ("Billing", "Shipping", "Returns", "Technical", "Accounts", "Legal"),
        "Hours",
        0.8,
        19,
        1,
    ),
    Topic(
        ("Defects found per product line", "Open bugs by component"),
        ("Login", "Search", "Checkout", "Reports", "Mobile app", "Import", "API"),
        "Open defects",
        3,
        75,
    ),
    Topic(
        ("Advertising spend by medium", "Campaign costs, second quarter"),
        ("Television", "Radio", "Print", "Posters", "Search ads", "Newsletter"),
        "US dollars",
        2000,
        96000,
        0,
        ("dollar", "comma", "short"),
    ),
    Topic(
        ("Test scores of class 7b", "Points in the final exam"),
        ("Anna", "Ben", "Clara", "David", "Emma", "Felix", "Greta", "Hugo"),
        "Points",
        22,
        100,
    ),
    Topic(
        ("Coffee exports of 2023", "Bags of coffee exported by country"),
        ("Brazil", "Vietnam", "Colombia", "Ethiopia", "Honduras", "Peru", "Uganda"),
        "Million bags",
        1.5,
        38,
        1,
    ),
    Topic(
        ("Why customers cancel", "Reasons for leaving, all plans"),
        ("Price", "Quality", "Support", "Moved away", "Competitor", "No need"),
        "Customers",
        15,
        420,
    ),
)

COURSES = (
    Course(
        ("Visitors of the museum", "Museum visitors over time"),
        "Visitors",
        200,
        9000,
        0,
        ("plain", "comma", "short"),
    ),
    Course(
        ("Average temperature", "Temperature at the weather station"),
        "Degrees Celsius",
        2,
        34,
        1,
    ),
    Course(
        ("Active users", "Active users of the app", "How our user base developed"),
        "Users",
        1000,
        64000,
        0,
        ("comma", "short", "plain"),
    ),
    Course(
        ("Share price of Nordwind AG", "Closing price"),
        "Euros",
        18,
        240,
        2,
        ("plain", "dollar"),
    ),
    Course(
        ("Unemployment rate", "Unemployment in the region"),
        "Percent",
        2,
        14,
        1,
        ("plain", "percent"),
    ),
    Course(
        ("Server response time", "Response time after the update"),
        "Milliseconds",
        40,
        900,
    ),
    Course(("Water level of the reservoir", "Level of Lake Marna"), "Metres", 3, 48, 1),
    Course(("Bicycles sold", "Sales of bicycles"), "Bicycles", 20, 640),
)

SPANS = (
    (
        "Jan",
        "Feb",
        "Mar",
        "Apr",
        "May",
        "Jun",
        "Jul",
        "Aug",
        "Sep",
        "Oct",
        "Nov",
        "Dec",
    ),
    ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"),
    ("January", "February", "March", "April", "May", "June", "July", "August"),
    ("2015", "2016", "2017", "2018", "2019", "2020", "2021", "2022", "2023", "2024"),
    ("Q1 2023", "Q2 2023", "Q3 2023", "Q4 2023", "Q1 2024", "Q2 2024", "Q3 2024"),
    ("Week 1", "Week 2", "Week 3", "Week 4", "Week 5", "Week 6", "Week 7", "Week 8"),
    ("08:00", "10:00", "12:00", "14:00", "16:00", "18:00", "20:00", "22:00"),
    ("1990", "1995", "2000", "2005", "2010", "2015", "2020"),
)

GROUPS = (
    ("2022", "2023", "2024"),
    ("Women", "Men"),
    ("Plan", "Actual"),
    ("Product A", "Product B", "Product C"),
    ("Online", "Shop"),
)
