"""A unittest suite, some of it failing."""

import io
import sys
import unittest
from unittest import mock


class Service:
    def fetch(self):
        return "real"


class Tests(unittest.TestCase):
    def setUp(self):
        self.service = Service()

    def test_equal(self):
        self.assertEqual([1, 2], [1, 2])

    def test_failing(self):
        self.assertEqual({"a": 1}, {"a": 2}, "told you")

    def test_error(self):
        {}["missing"]

    @unittest.skip("later")
    def test_skipped(self): ...

    @unittest.expectedFailure
    def test_expected(self):
        self.fail()

    def test_raises(self):
        with self.assertRaisesRegex(ValueError, "b.d"):
            raise ValueError("bad")

    def test_sub(self):
        for i in range(3):
            with self.subTest(i=i):
                self.assertNotEqual(i, 1)

    def test_mock(self):
        with mock.patch.object(Service, "fetch", return_value="fake") as fetch:
            self.assertEqual(self.service.fetch(), "fake")
        fetch.assert_called_once_with()


class Async(unittest.IsolatedAsyncioTestCase):
    async def test_await(self):
        double = mock.AsyncMock(return_value=3)
        self.assertEqual(await double(1), 3)
        double.assert_awaited_once_with(1)


stream = io.StringIO()
suite = unittest.defaultTestLoader.loadTestsFromModule(sys.modules["__main__"])
result = unittest.TextTestRunner(stream, verbosity=2).run(suite)
print([line for line in stream.getvalue().splitlines() if not line.startswith("Ran ")])
sys.exit(len(result.failures))
