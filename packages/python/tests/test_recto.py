"""Run against an installed package: `python -m unittest discover packages/python/tests`."""

import tempfile
import threading
import unittest
from pathlib import Path

import recto

ADA = {"basics": {"name": "Ada Roe"}, "work": [{"name": "Mill", "position": "Miller", "startDate": "2020-03"}]}


class Build(unittest.TestCase):
    def test_a_mapping_becomes_a_pdf(self):
        self.assertTrue(recto.build(ADA, theme="plain").startswith(b"%PDF-"))

    def test_text_and_a_file_become_the_same_pdf(self):
        text = "basics: {name: Ada Roe}\n"
        with tempfile.TemporaryDirectory() as folder:
            file = Path(folder, "cv.yaml")
            file.write_text(text, encoding="utf-8")
            self.assertEqual(recto.build(text, date="2024-05-31"), recto.build(file, date="2024-05-31"))

    def test_settings_reach_the_page(self):
        result = recto.render(ADA, format="png", ppi=36, set={"accent": "#0b5394"}, paper="us-letter")
        self.assertEqual([output.format for output in result.outputs], ["png"])
        self.assertTrue(result.outputs[0].content.startswith(b"\x89PNG"))

    def test_errors_are_objects_with_place_and_remedy(self):
        with self.assertRaises(recto.ResumeError) as caught:
            recto.build("basics:\n  nmae: Ada\n")
        error = next(it for it in caught.exception.diagnostics if it.code == "unknown-key")
        self.assertEqual((error.severity, error.span.start.line, error.span.start.column), ("error", 2, 3))
        self.assertEqual(error.hints, ("did you mean `name`?",))
        self.assertTrue(recto.build(ADA).startswith(b"%PDF-"), "the worker goes on")

    def test_a_rejected_setting_is_an_error(self):
        with self.assertRaises(recto.ResumeError):
            recto.build(ADA, theme="plian")

    def test_warnings_do_not_raise(self):
        result = recto.render({**ADA, "hobby horses": "wooden"}).raise_for_errors()
        self.assertTrue(result.warnings)

    def test_several_files_are_not_one(self):
        with self.assertRaises(ValueError):
            recto.build(ADA, format=["pdf", "svg"])


class Many(unittest.TestCase):
    def test_results_come_in_order_and_a_bad_one_stops_no_other(self):
        resumes = ({"basics": {"name": f"Person {n}"}} if n != 3 else "basics: [" for n in range(8))
        results = list(recto.render_many(resumes, pdf_standard="none"))
        self.assertEqual([result.ok for result in results], [n != 3 for n in range(8)])

    def test_a_fault_of_the_input_reaches_the_caller(self):
        def resumes():
            yield ADA
            raise KeyError("gone")

        with self.assertRaises(KeyError):
            list(recto.render_many(resumes()))

    def test_results_may_be_left_unread(self):
        with recto.Worker() as worker:
            for _ in worker.render_many([ADA] * 5):
                break
            self.assertTrue(worker.build(ADA).startswith(b"%PDF-"))

    def test_threads_share_a_worker(self):
        done = []
        threads = [
            threading.Thread(target=lambda n=n: done.append(recto.render({"basics": {"name": f"P {n}"}}).ok))
            for n in range(4)
        ]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        self.assertEqual(done, [True] * 4)


class Process(unittest.TestCase):
    def test_pictures_are_found_from_its_folder(self):
        drawing = "<svg xmlns='http://www.w3.org/2000/svg' width='9' height='9'><rect width='9' height='9'/></svg>"
        text = "basics: {name: Ada, image: me.svg}\nmeta: {options: {photo: true}}\n"
        with tempfile.TemporaryDirectory() as folder:
            Path(folder, "me.svg").write_text(drawing, "utf-8")
            with recto.Worker(folder=folder) as worker:
                self.assertTrue(worker.render(text).ok)
            self.assertFalse(recto.render(text).ok)

    def test_one_that_died_is_told_and_replaced(self):
        with recto.Worker() as worker:
            worker.build(ADA)
            worker._process.kill()
            worker._process.wait()
            self.assertTrue(worker.build(ADA).startswith(b"%PDF-"))

    def test_one_that_is_not_there_is_told(self):
        with self.assertRaises(recto.ProgramError):
            recto.Worker(executable="/nowhere/recto").build(ADA)


if __name__ == "__main__":
    unittest.main()
