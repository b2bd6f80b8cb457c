"""How fast imgcat answers: data made for it, questions with checked answers, and the time that they take."""
