"""One encrypted file that holds everything: every table, every upload, with counts and sums that are checked.

The same code reads and writes SQLite and PostgreSQL, so a backup of one can be restored into the other. A restore
happens in one transaction and is committed only when everything has been read back and compared.
"""
