"""Slices with every combination of parts."""

text = list(range(10))
for start in (None, 2, -3):
    for stop in (None, 5, -1):
        for step in (None, 2, -1):
            print(text[start:stop:step], end=" ")
    print()
text[2:5] = "abc"
text[::3] = [0] * 4
print(text)
del text[1:8:2]
print(text)


class Show:
    def __getitem__(self, key):
        return key


s = Show()
print(s[1], s[1:2], s[:], s[1:2:3], s[1, 2], s[1:2, ::3], s[...], s[()], s[*[1, 2], 3])
print("python"[::-1], (1, 2, 3)[1:], b"bytes"[1:3], range(20)[2:10:3])
text["a"]
