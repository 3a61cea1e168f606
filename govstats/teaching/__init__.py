"""A course on what open-government statistics can and cannot say: exercises, letters, checking.

    from govstats.teaching import Course

    course = Course(2, "zh")
    course.ask("2.1")             # the question with a field for the answer
    course.answer("2.1", 12)      # the same by code
    course.progress()             # what is done

The notebooks are in `notebooks/teaching/`; every town, letter and figure that is invented says so.
"""

from govstats.teaching.checking import Feedback, check, digest
from govstats.teaching.course import Course
from govstats.teaching.exercises import UNITS, Exercise
from govstats.teaching.letters import Letter, letters
from govstats.teaching.numbering import exercise, exercises
from govstats.teaching.solving import solved

__all__ = [
    "UNITS",
    "Course",
    "Exercise",
    "Feedback",
    "Letter",
    "check",
    "digest",
    "exercise",
    "exercises",
    "letters",
    "solved",
]
