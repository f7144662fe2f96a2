using System.Net;
using System.Security.Cryptography;
using Guildhall.App.Tests.Hosting;
using Guildhall.Content.Articles;
using Guildhall.Content.Files;
using Guildhall.Content.Files.Cleaning;
using Guildhall.Kernel.Data;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Guildhall.App.Tests.Content;

/// <summary>Pictures that were stored before anything was taken out of them.</summary>
public class Cleaning_stored_pictures(GuildhallApp app) : IClassFixture<GuildhallApp>
{
    [Theory, InlineData("jpg"), InlineData("png"), InlineData("webp"), InlineData("gif")]
    public async Task Takes_out_what_they_tell_and_leaves_their_address(string kind)
    {
        var library = await Library.OpenAsync(app);
        var (address, sha256) = await StoredAsync(library, $"photo.{kind}", TellingPicture.Of(kind));
        await library.PublishesAsync("Open", $"![]({address})");
        var before = (await app.Visitor().GetAsync(address)).ShouldBe(HttpStatusCode.OK);
        Assert.Equal(TellingPicture.Of(kind), before.Body);

        await CleanAsync();

        var after = (await app.Visitor().GetAsync(address)).ShouldBe(HttpStatusCode.OK);
        Cleaning_pictures.ShouldTellNothing(after.Body);
        Assert.Contains($"photo.{kind}", after.Header("Content-Disposition"));
        // Whoever has the earlier bytes is not told that they are still right.
        var asked = new HttpRequestMessage(HttpMethod.Get, address);
        asked.Headers.TryAddWithoutValidation("If-None-Match", before.Header("ETag"));
        Assert.Equal(after.Body, (await app.Visitor().SendAsync(asked)).ShouldBe(HttpStatusCode.OK).Body);
        await ShouldBeSweptAsync(sha256);
        await CleanAsync();
        Assert.Equal(after.Body, (await app.Visitor().GetAsync(address)).ShouldBe(HttpStatusCode.OK).Body);
    }

    [Fact]
    public async Task Turns_them_and_does_each_once_for_all_who_have_it()
    {
        var (one, other) = (await Library.OpenAsync(app), await Library.OpenAsync(app));
        var picture = TellingPicture.Jpeg(TellingPicture.Encode(TellingPicture.Scene(20, 30), SkiaSharp.SKEncodedImageFormat.Jpeg), 6);
        string[] addresses = [(await StoredAsync(one, "a.jpg", picture)).Address, (await StoredAsync(other, "b.jpg", picture)).Address];

        await CleanAsync();

        foreach (var (library, address) in new[] { one, other }.Zip(addresses))
        {
            var served = (await (await library.SignedInAsync("owner")).GetAsync(address)).ShouldBe(HttpStatusCode.OK);
            Assert.Equal((30, 20), Kernel.Values.Pictures.Sniff(served.Body) is { } facts ? (facts.Width, facts.Height) : default);
        }
    }

    [Fact]
    public async Task Goes_on_where_it_stopped_and_past_what_is_missing()
    {
        var library = await Library.OpenAsync(app);
        var owner = await library.SignedInAsync("owner");
        var (lost, lostSha256) = await StoredAsync(library, "lost.png", [.. TellingPicture.Of("png"), 1]);
        File.Delete(app.ArticleFileOf(lostSha256));
        var (second, _) = await StoredAsync(library, "second.png", [.. TellingPicture.Of("png"), 2]);
        // The bytes were written, and then the program was killed before the row was.
        var (third, thirdSha256) = await StoredAsync(library, "third.png", [.. TellingPicture.Of("png"), 3]);
        await app.Services.GetRequiredService<FileStore>().CleanAsync(thirdSha256);

        await CleanAsync();

        (await owner.GetAsync(lost)).ShouldBe(HttpStatusCode.NotFound);
        foreach (var address in (string[])[second, third])
            Cleaning_pictures.ShouldTellNothing((await owner.GetAsync(address)).ShouldBe(HttpStatusCode.OK).Body);
    }

    [Fact]
    public async Task Leaves_an_import_of_the_same_folder_unchanged()
    {
        var library = await Library.OpenAsync(app);
        using var folder = new Folder().With("a/one.md", "# One\n\n![图](photo.jpg)\n").With("a/photo.jpg", TellingPicture.Of("jpg"));
        await library.ImportsAsync(folder.Path);
        await MakeOldAsync(library, "photo.jpg", TellingPicture.Of("jpg"));
        await CleanAsync();

        var again = await library.ImportsAsync(folder.Path);

        Assert.Equal((0, 0, 1), (again.Created, again.Updated, again.Unchanged));
    }

    private Task CleanAsync() => app.RunJobAsync<CleanStoredPictures>();

    private async Task ShouldBeSweptAsync(string sha256)
    {
        var bytes = app.ArticleFileOf(sha256);
        Assert.True(File.Exists(bytes), "A backup that runs now still needs the bytes.");
        app.Clock.Advance(TimeSpan.FromDays(2));
        await app.RunJobAsync<SweepFiles>();
        Assert.False(File.Exists(bytes));
    }

    private async Task<(string Address, string Sha256)> StoredAsync(Library library, string name, byte[] picture)
    {
        var owner = await library.PersonAsync("owner");
        var file = await library.InAsync<KeepFile, StoredFile>(k => k.RunAsync(new MemoryStream(picture), name, owner, 1_000_000));
        return (ArticlePaths.File(library.Slug, file.Code, file.Name), await MakeOldAsync(library, name, picture));
    }

    /// <summary>As the version before stored it.</summary>
    private async Task<string> MakeOldAsync(Library library, string name, byte[] picture)
    {
        var sha256 = Convert.ToHexStringLower(SHA256.HashData(picture));
        Directory.CreateDirectory(Path.GetDirectoryName(app.ArticleFileOf(sha256))!);
        await File.WriteAllBytesAsync(app.ArticleFileOf(sha256), picture);
        await library.InAsync<AppDb>(db => db.Set<StoredFile>().Where(f => f.Name == name).ExecuteUpdateAsync(f => f
            .SetProperty(x => x.Sha256, sha256).SetProperty(x => x.SourceSha256, (string?)null)
            .SetProperty(x => x.CleanVersion, 0).SetProperty(x => x.Size, picture.Length)));
        return sha256;
    }
}
