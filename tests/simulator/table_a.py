"""Place types that may be used as filters (Table A, the snapshot of the vendor's page that is at hand).

Source: https://developers.google.com/maps/documentation/places/web-service/place-types
"""

from __future__ import annotations

from tests.simulator.names import names

TABLE_A = names(
    """
    library university cafe coffee_shop coffee_roastery tea_house book_store internet_cafe coworking_space
    community_center academic_department educational_institution research_institute school bakery cafeteria cat_cafe
    dog_cafe dessert_shop donut_shop ice_cream_shop juice_shop fast_food_restaurant pizza_restaurant sandwich_shop
    salad_shop deli diner food_court kebab_shop meal_takeaway ramen_restaurant noodle_shop halal_restaurant
    vegan_restaurant vegetarian_restaurant sushi_restaurant bistro restaurant american_restaurant italian_restaurant
    french_restaurant middle_eastern_restaurant hamburger_restaurant japanese_restaurant chinese_restaurant
    mediterranean_restaurant mexican_restaurant indian_restaurant seafood_restaurant thai_restaurant
    latin_american_restaurant asian_restaurant caribbean_restaurant korean_restaurant vietnamese_restaurant
    turkish_restaurant greek_restaurant lebanese_restaurant breakfast_restaurant brunch_restaurant steak_house
    barbecue_restaurant spanish_restaurant african_restaurant bar bar_and_grill pub irish_pub gastropub wine_bar
    cocktail_bar sports_bar beer_garden brewery night_club karaoke live_music_venue comedy_club dance_hall concert_hall
    event_venue museum art_museum history_museum art_gallery performing_arts_theater movie_theater opera_house
    cultural_center cultural_landmark historical_place monument auditorium park city_park state_park garden
    botanical_garden plaza dog_park tourist_attraction observation_deck visitor_center zoo amphitheatre bowling_alley
    video_arcade gym fitness_center swimming_pool ice_skating_rink sports_complex yoga_studio playground grocery_store
    supermarket convenience_store thrift_store farmers_market flea_market market shopping_mall gift_shop
    electronics_store atm bank pharmacy drugstore laundry post_office hair_salon subway_station bus_stop train_station
    bike_sharing_station ferry_terminal cafeteria doctor medical_lab dental_clinic church mosque synagogue hindu_temple
    public_bathroom light_rail_station transit_station
    """
)
# Table B: they appear in answers and may not be used as filters.
TABLE_B = ("point_of_interest", "establishment")

# How the guide's kinds would be typed by Google; the first type is the primary one.
TYPES_OF_KIND = {
    "library": ("library",), "study_space": ("coworking_space",), "cafe": ("cafe", "coffee_shop"),
    "bakery": ("bakery",), "tea_house": ("tea_house",), "dessert": ("dessert_shop",),
    "quick_bite": ("fast_food_restaurant", "sandwich_shop"), "pizza": ("pizza_restaurant",),
    "restaurant": ("restaurant",), "bar": ("bar",), "cocktail_bar": ("cocktail_bar", "bar"), "pub": ("pub", "bar"),
    "nightclub": ("night_club",), "live_music": ("live_music_venue",), "theatre": ("performing_arts_theater",),
    "cinema": ("movie_theater",), "comedy": ("comedy_club",), "park": ("park",), "garden": ("garden",),
    "viewpoint": ("observation_deck", "tourist_attraction"), "waterfront": ("park", "tourist_attraction"),
    "plaza": ("plaza",), "museum": ("museum",), "gallery": ("art_gallery",),
    "landmark": ("tourist_attraction", "cultural_landmark"), "bookstore": ("book_store",),
    "shopping": ("gift_shop",), "market": ("market",), "grocery": ("grocery_store",),
    "recreation": ("bowling_alley",), "campus_building": ("university",), "gym": ("gym", "fitness_center"),
    "dining_hall": ("cafeteria",), "clinic": ("doctor",), "pharmacy": ("pharmacy", "drugstore"),
    "service_desk": (), "print_shop": (), "prayer_room": (), "laundromat": ("laundry",), "post_office": ("post_office",),
    "bank": ("bank",), "atm": ("atm",), "restroom": ("public_bathroom",), "station": ("subway_station",),
}  # fmt: skip
OUTDOOR_TYPES = frozenset({"park", "plaza", "garden", "observation_deck"})
