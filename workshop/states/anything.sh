# Leads to where one is: the page needs nothing, and minds nothing.
