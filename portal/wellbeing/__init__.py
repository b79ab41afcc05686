"""How life is going, in the words and numbers of whoever lives it: their own record, their path, honest sums of many.

So far the sums only (`rules`): one outcome's path, the four measures of the Welsh pilot, charts of a service's work,
instruments. The pages stand on them.
"""
