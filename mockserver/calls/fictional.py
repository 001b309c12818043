"""Phone numbers that cannot belong to a person: reserved for fiction and tests, or not assigned to anybody.

    +1 NXX 555 XXXX   North America: 555-0100 to 555-0199 are reserved, other lines of 555 are not given to subscribers
                      (555-1212 is directory assistance); +1 500 555 XXXX are the magic numbers
    +44, +33, +49     what Ofcom, ARCEP and the Bundesnetzagentur keep for TV, radio and other media productions
    +61               what ACMA keeps for TV shows, films and creative works

A number that is not valid in its country's plan cannot be a person's either. Everything else could be.
"""

import re
from functools import lru_cache

_RESERVED = re.compile(
    r"\+(?:1\d{3}555(?!1212)\d{4}"
    r"|44(?:1632960|2079460|7700900|8081570|9098790|3069990|1(?:1[3-8]|21|31|41|51|61)4960|1914980|2896496|2920180)\d{3}"
    r"|33(?:19900|26191|35301|46571|53649|63998)\d{4}"
    r"|49(?:(?:3023125|6990009|4066969|2214710|8999998)\d{3}|152(?:28817386|28895456|54599371))"
    r"|61(?:[2378](?:5550|7010)\d{4}|491570\d{3}))\Z",
    re.ASCII,
)


@lru_cache(maxsize=10_000)
def could_be_real(number: str) -> bool:
    """Return whether an E.164 number could belong to a person."""
    if _RESERVED.match(number):
        return False
    import phonenumbers

    try:
        return phonenumbers.is_valid_number(phonenumbers.parse(number))
    except phonenumbers.NumberParseException:
        return False
