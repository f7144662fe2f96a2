using System.Net;
using System.Text;
using System.Text.RegularExpressions;
using Guildhall.App.Tests.Hosting;
using Guildhall.Content.Files;
using Guildhall.Content.Import;
using Guildhall.Kernel.Contracts;
using Guildhall.Kernel.Data;
using Guildhall.Kernel.Values;
using Microsoft.EntityFrameworkCore;

namespace Guildhall.App.Tests.Content;

public partial class Adding_pictures(GuildhallApp app) : IClassFixture<GuildhallApp>
{
    public static TheoryData<string> Kinds => [.. TellingPicture.Kinds];

    [Theory, MemberData(nameof(Kinds))]
    public async Task Serves_nothing_of_what_an_upload_told_besides_its_image(string kind)
    {
        var library = await Library.OpenAsync(app);
        var owner = await library.SignedInAsync("owner");

        var address = AddressIn(await UploadAsync(library, owner, $"photo.{kind}", TellingPicture.Of(kind)));

        var served = (await owner.GetAsync(address)).ShouldBe(HttpStatusCode.OK);
        Cleaning_pictures.ShouldTellNothing(served.Body);
        Assert.Equal(Pictures.Sniff(TellingPicture.Of(kind)), Pictures.Sniff(served.Body));
        await NothingOnTheDiskShouldTellAsync();
    }

    [Theory, MemberData(nameof(Kinds))]
    public async Task Serves_nothing_of_what_an_import_told_besides_its_image(string kind)
    {
        var library = await Library.OpenAsync(app);
        using var folder = new Folder()
            .With("a/one.md", $"# One\n\n![图](photo.{kind})\n")
            .With($"a/photo.{kind}", TellingPicture.Of(kind));

        await library.ImportsAsync(folder.Path);

        var page = (await app.Visitor().GetAsync($"{library.Path}/articles/one")).ShouldBe(HttpStatusCode.OK);
        var address = page.Document.QuerySelector("rich-text img")!.GetAttribute("src")!;
        var served = (await app.Visitor().GetAsync(address)).ShouldBe(HttpStatusCode.OK);
        Cleaning_pictures.ShouldTellNothing(served.Body);
        await NothingOnTheDiskShouldTellAsync();
        var again = await library.ImportsAsync(folder.Path);
        Assert.Equal((0, 0, 1), (again.Created, again.Updated, again.Unchanged));
    }

    [Theory]
    [InlineData("en", "10000 × 6000 points; up to 50 million"), InlineData("zh", "10000 × 6000 像素")]
    public async Task Refuses_a_picture_of_too_many_points_and_keeps_what_was_typed(string language, string why)
    {
        var library = await Library.OpenAsync(app);
        var owner = await (await library.SignedInAsync("owner")).ChoosesAsync(language);

        var refused = await UploadAsync(library, owner, "plan.png", TestPng.Claiming(10_000, 6_000));

        refused.ShouldBe(HttpStatusCode.UnprocessableEntity);
        Assert.Contains(why, refused.TextOf("#field-picture-error"));
        Assert.Equal("Typed.", refused.TextOf("#field-markdown"));
    }

    [Fact]
    public async Task Refuses_what_only_begins_as_a_picture()
    {
        var library = await Library.OpenAsync(app);
        var owner = await library.SignedInAsync("owner");

        var noScan = await UploadAsync(library, owner, "a.jpg", TellingPicture.WithoutScan);
        var noFrame = await UploadAsync(library, owner, "b.jpg", TellingPicture.WithoutScan[..100]);

        Assert.Contains("is damaged", noScan.ShouldBe(HttpStatusCode.UnprocessableEntity).TextOf("#field-picture-error"));
        Assert.Contains("is not a PNG", noFrame.ShouldBe(HttpStatusCode.UnprocessableEntity).TextOf("#field-picture-error"));
        Assert.Equal(0, await library.InAsync<AppDb, int>(db => db.Set<StoredFile>().CountAsync()));
    }

    [Fact]
    public async Task Says_in_the_report_of_an_import_which_pictures_it_leaves_out()
    {
        var library = await Library.OpenAsync(app);
        using var folder = new Folder().With("a/one.md", "# One\n\n![plan](plan.png) ![cut](cut.jpg) ![good](good.png)\n")
            .With("a/plan.png", TestPng.Claiming(10_000, 6_000))
            .With("a/cut.jpg", TellingPicture.WithoutScan)
            .With("a/good.png", Folder.Png);

        var report = await library.ImportsAsync(folder.Path);

        string Note(string path) => Assert.Single(report.Rows.Single(r => r.Path == path).Notes).Text;
        Assert.StartsWith("The picture has 10000 × 6000 points", Note("a/plan.png"));
        Assert.Equal(ImportTexts.PictureDamaged, Note("a/cut.jpg"));
        var page = (await app.Visitor().GetAsync($"{library.Path}/articles/one")).ShouldBe(HttpStatusCode.OK);
        Assert.Equal("good", Assert.Single(page.Document.QuerySelectorAll("rich-text img")).GetAttribute("alt"));
    }

    [Fact]
    public async Task Leaves_everybody_the_name_that_they_gave_it()
    {
        var library = await Library.OpenAsync(app);
        var (owner, author) = (await library.SignedInAsync("owner"), await AuthorAsync(library));

        var first = await UploadAsync(library, owner, "salaries of March.png", Folder.Png);
        var second = await UploadAsync(library, author, "white.png", Folder.Png);
        var again = await UploadAsync(library, author, "white.png", Folder.Png);
        var renamed = await UploadAsync(library, author, "blank.png", Folder.Png);

        Assert.Contains("![salaries of March](", first.TextOf("#field-markdown"));
        Assert.Contains("![white](", second.TextOf("#field-markdown"));
        Assert.Contains("![blank](", renamed.TextOf("#field-markdown"));
        Assert.Equal(AddressIn(second), AddressIn(again));
        Answer[] theirs = [second, await author.GetAsync(AddressIn(second)), renamed, await author.GetAsync(AddressIn(renamed))];
        Assert.All(theirs, a => Assert.DoesNotContain("salaries", a.Text + a.Response.Headers + a.Response.Content.Headers));
        Assert.Contains("white.png", theirs[1].Header("Content-Disposition"));
        Assert.Contains("blank.png", theirs[3].Header("Content-Disposition"));
        Assert.Contains("salaries of March.png", (await owner.GetAsync(AddressIn(first))).Header("Content-Disposition"));
        Assert.Single(Stored(), f => File.ReadAllBytes(f).AsSpan().SequenceEqual(Folder.Png));
    }

    [Fact]
    public async Task Opens_a_picture_by_the_article_that_shows_it_and_not_by_another_of_the_same_bytes()
    {
        var library = await Library.OpenAsync(app);
        var (owner, author) = (await library.SignedInAsync("owner"), await AuthorAsync(library));
        var hidden = AddressIn(await UploadAsync(library, owner, "next year's plan.png", Folder.Png));
        var shown = AddressIn(await UploadAsync(library, author, "white.png", Folder.Png));
        await library.PublishesAsync("Open", $"![white]({shown})");

        (await app.Visitor().GetAsync(shown)).ShouldBe(HttpStatusCode.OK);
        (await app.Visitor().GetAsync(hidden)).ShouldBe(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task Keeps_both_names_of_an_import_that_has_the_same_bytes_twice()
    {
        var library = await Library.OpenAsync(app);
        using var folder = new Folder().With("a/one.md", "# One\n\n![](first.png) ![](second.png)\n")
            .With("a/first.png", Folder.Png).With("a/second.png", Folder.Png);
        await library.ImportsAsync(folder.Path);

        var page = await app.Visitor().GetAsync($"{library.Path}/articles/one");
        var names = new List<string?>();
        foreach (var picture in page.Document.QuerySelectorAll("rich-text img"))
            names.Add((await app.Visitor().GetAsync(picture.GetAttribute("src")!)).Header("Content-Disposition"));

        Assert.Equal([true, true], [names[0]!.Contains("first.png"), names[1]!.Contains("second.png")]);
    }

    private static Task<Answer> UploadAsync(Library library, Client writer, string name, byte[] picture) => writer.SubmitAsync(
        $"{library.Path}/manage/articles/new", ("markdown", "Typed."), ("picture", new Upload(name, picture)), ("do", "upload"));

    private static string AddressIn(Answer page) =>
        Address().Match(page.ShouldBe(HttpStatusCode.OK).TextOf("#field-markdown")).Groups[1].Value;

    private IEnumerable<string> Stored() =>
        Directory.EnumerateFiles(Path.Combine(app.DataFolder, "files"), "*", SearchOption.AllDirectories);

    private static async Task<Client> AuthorAsync(Library library)
    {
        var author = await library.PersonAsync("author");
        var document = new Thing("appointment", author);
        await library.WriteAsync(g => g.GrantRoleAsync(library.Id, author, "author", document, author, library.Now));
        return await library.SignedInAsync("author");
    }

    private async Task NothingOnTheDiskShouldTellAsync()
    {
        foreach (var file in Stored())
            Assert.DoesNotContain("CANARY", Encoding.Latin1.GetString(await File.ReadAllBytesAsync(file)));
    }

    [GeneratedRegex(@"\]\(([^)]*)\)")]
    private static partial Regex Address();
}
