using KafkaWorkbook.Handouts.Workshop;
using KafkaWorkbook.Notebooks.Documents;
using KafkaWorkbook.Reporting;
using KafkaWorkbook.Tests.Chapters;
using KafkaWorkbook.Tests.Repository;
using Xunit;

namespace KafkaWorkbook.Tests.Handouts.Workshop;

/// <summary>Which notes belong to a notebook.</summary>
public sealed class WorkshopFolderTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("workbook-trainer-");

    public void Dispose() => _folder.Delete(recursive: true);

    [Theory]
    [MemberData(nameof(Chapter.All), MemberType = typeof(Chapter))]
    public async Task A_chapter_has_its_notes_beside_it(string name) =>
        Assert.Equal(Trainer.Folder, WorkshopFolder.Find(await Chapter.ReadAsync(name), Language.Korean, null));

    [Theory]
    [InlineData(Language.Korean)]
    [InlineData(Language.English)]
    public void A_chapter_that_was_executed_elsewhere_has_those_of_the_edition_that_there_is(Language language) =>
        Assert.Equal(Trainer.Folder, WorkshopFolder.Find(At("handouts", Chapter.CoreFeatures), language, TrackedFiles.Root));

    [Fact]
    public void Each_language_has_its_own()
    {
        string korean = Edition("ko", hasNotes: true), english = Edition("en", hasNotes: true);

        Assert.Equal(english, WorkshopFolder.Find(At("handouts", "01-one"), Language.English, _folder.FullName));
        Assert.Equal(korean, WorkshopFolder.Find(At("handouts", "01-one"), Language.Korean, _folder.FullName));
        Assert.Equal(korean, WorkshopFolder.Find(At(Path.Combine("notebooks", "ko"), "01-one"), Language.English, _folder.FullName));
    }

    [Fact]
    public void An_edition_without_notes_does_not_borrow_those_of_another()
    {
        Edition("ko", hasNotes: true);
        Edition("en", hasNotes: false);

        Assert.Null(WorkshopFolder.Find(At("handouts", "01-one"), Language.English, _folder.FullName));
    }

    [Fact]
    public void A_folder_of_the_same_name_that_is_about_something_else_is_left_alone()
    {
        Edition("ko", hasNotes: true);

        Assert.Null(WorkshopFolder.Find(At(Path.Combine("notebooks", "ko"), "my-model"), Language.Korean, _folder.FullName));
    }

    [Fact]
    public void A_foreign_notebook_has_none()
    {
        Assert.Null(WorkshopFolder.Find(At("elsewhere", "my-notes"), Language.Korean, TrackedFiles.Root));
        Assert.Null(WorkshopFolder.Find(At("elsewhere", Chapter.CoreFeatures), Language.Korean, null));
        Assert.Null(WorkshopFolder.Find(new NotebookDocument { Cells = [] }, Language.Korean, TrackedFiles.Root));
    }

    private string Edition(string language, bool hasNotes)
    {
        string edition = Path.Combine(_folder.FullName, "notebooks", language);
        string trainer = Directory.CreateDirectory(Path.Combine(edition, "trainer")).FullName;
        File.WriteAllText(Path.Combine(edition, "01-one.ipynb"), "{}");
        File.WriteAllText(Path.Combine(trainer, hasNotes ? "01-one.yaml" : "readme.txt"), "");
        return trainer;
    }

    private NotebookDocument At(string folder, string name) => new() { Cells = [], FilePath = Path.Combine(_folder.FullName, folder, $"{name}.ipynb") };
}
