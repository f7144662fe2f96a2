using System.Net;
using Guildhall.App.Tests.Hosting;
using Guildhall.Content.Files;
using Guildhall.Content.Import;
using Guildhall.Kernel.Data;
using Microsoft.EntityFrameworkCore;

namespace Guildhall.App.Tests.Content;

/// <summary>A later import brings other bytes under the name of a picture that an earlier one brought.</summary>
public class Undoing_replaced_pictures(GuildhallApp app) : IClassFixture<GuildhallApp>
{
    private static readonly byte[] First = Folder.Png, Second = TestPng.Of("second"), Third = TestPng.Of("third");

    private static Folder OnePicture() => new Folder().With("redis/one.md", "# One\n\n![图](fast.png)\n").With("redis/fast.png", First);

    [Fact]
    public async Task Brings_the_earlier_picture_back_and_lets_the_later_one_go()
    {
        var library = await Library.OpenAsync(app);
        using var folder = OnePicture();
        await library.ImportsAsync(folder.Path);
        var second = await library.ImportsAsync(folder.With("redis/fast.png", Second).Path);
        Assert.Equal(Second, await ShownAsync(library));

        var undone = await library.UndoesAsync(second.Id);

        Assert.Equal(("undone", 1, 0), (undone.State, undone.Undone, undone.KeptOnUndo));
        Assert.Empty(undone.Rows.Single(r => r.Kind == "file").Notes);
        Assert.Equal(First, await ShownAsync(library));
        Assert.Equal(1, await library.InAsync<AppDb, int>(db => db.Set<StoredFile>().CountAsync()));
    }

    [Fact]
    public async Task Leaves_a_picture_that_was_replaced_again_and_says_so()
    {
        var library = await Library.OpenAsync(app);
        using var folder = OnePicture();
        await library.ImportsAsync(folder.Path);
        var second = await library.ImportsAsync(folder.With("redis/fast.png", Second).Path);
        var third = await library.ImportsAsync(folder.With("redis/fast.png", Third).Path);

        var undone = await library.UndoesAsync(second.Id);

        Assert.Equal(ImportTexts.ReplacedSince, Assert.Single(undone.Rows.Single(r => r.Kind == "file").Notes).Text);
        Assert.Equal(Third, await ShownAsync(library));
        var owner = await library.SignedInAsync("owner");
        var page = await owner.Speaking("en").GetAsync($"{library.Path}/manage/import/{second.Id}?show=kept");
        Assert.Contains("1 picture or file was replaced by a later import", page.Text);
        Assert.Contains(ImportTexts.ReplacedSince, page.Text);

        // What the third one put aside was kept for it.
        await library.UndoesAsync(third.Id);
        Assert.Equal(Second, await ShownAsync(library));
    }

    [Fact]
    public async Task Goes_on_where_it_stopped()
    {
        var library = await Library.OpenAsync(app);
        using var folder = OnePicture();
        await library.ImportsAsync(folder.Path);
        var second = await library.ImportsAsync(folder.With("redis/fast.png", Second).Path);
        await library.InAsync<DirectImport>(d => d.UndoAsync(second.Id));
        // Stopped between the picture and the article that shows it.
        await library.InAsync<UndoReplaced>(async replaced => await replaced.RunAsync(
            await library.InAsync<AppDb, ImportBatch>(db => db.Set<ImportBatch>().AsNoTracking().SingleAsync(b => b.Id == second.Id)), () =>
                Task.CompletedTask, default));

        await library.FinishAsync(second.Id);

        Assert.Equal(First, await ShownAsync(library));
    }

    [Fact]
    public async Task Takes_a_re_import_of_the_same_folder_for_new()
    {
        var library = await Library.OpenAsync(app);
        using var folder = OnePicture();
        await library.ImportsAsync(folder.Path);
        var second = await library.ImportsAsync(folder.With("redis/fast.png", Second).Path);
        await library.UndoesAsync(second.Id);

        var again = await library.ImportsAsync(folder.Path);

        Assert.Equal(("done", 1, 0), (again.State, again.Updated, again.Errors));
        Assert.Equal(Second, await ShownAsync(library));
    }

    private async Task<byte[]> ShownAsync(Library library)
    {
        var page = (await app.Visitor().GetAsync($"{library.Path}/articles/one")).ShouldBe(HttpStatusCode.OK);
        return (await app.Visitor().GetAsync(page.Document.QuerySelector("rich-text img")!.GetAttribute("src")!)).ShouldBe(HttpStatusCode.OK).Body;
    }
}
