using System.Net;
using Guildhall.App.Tests.Content;
using Guildhall.App.Tests.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Guildhall.App.Tests.Operations;

/// <summary>The data folder is on a disk of its own, which fills up while people read and write.</summary>
public sealed class Full_disks : IAsyncLifetime
{
    private readonly DiskApp _app = new();

    private SmallDisk? Disk => _app.Disk;

    public ValueTask InitializeAsync() => _app.InitializeAsync();

    public async ValueTask DisposeAsync()
    {
        Disk?.Dispose();
        await _app.DisposeAsync();
    }

    [Fact]
    public async Task Refuse_what_would_be_saved_serve_what_is_read_and_come_back_by_themselves()
    {
        Assert.SkipWhen(TestDatabase.OnPostgres, "PostgreSQL has a disk of its own; see the next test.");
        var library = await Library.OpenAsync(_app);
        await library.PublishesAsync("Locks", "Words of mine.", slug: "locks");
        var owner = await library.SignedInAsync("owner");
        var program = await library.ProgramAsync("owner", "articles:read", "articles:write");
        var form = await owner.GetAsync($"{library.Path}/manage/articles/new");
        var typed = string.Join('\n', Enumerable.Repeat("What I wrote for an hour.", 4000));
        Disk!.Fill();

        var saved = await owner.SubmitAsync(form, ("title", "A title"), ("markdown", typed), ("space", "announcements"), ("do", "save"));
        var sent = await program.PostAsync($"{library.Api}/articles",
            new { title = "T", slug = "t", space = "announcements", access = "open", markdown = typed, publish = true });
        var read = await _app.Visitor().GetAsync($"{library.Path}/articles/locks");
        var ready = await _app.Visitor().GetAsync("/health/ready");

        saved.ShouldBe(HttpStatusCode.InsufficientStorage);
        Assert.Contains("run out of storage", saved.Text);
        Assert.Equal(typed, saved.TextOf("textarea").ReplaceLineEndings("\n"));
        sent.ShouldBeRefused(HttpStatusCode.InsufficientStorage, "storage_full");
        Assert.Equal("120", sent.Header("Retry-After"));
        read.ShouldBe(HttpStatusCode.OK);
        ready.ShouldBe(HttpStatusCode.ServiceUnavailable);
        (await _app.Visitor().GetAsync("/health/live")).ShouldBe(HttpStatusCode.OK);
        _app.ShouldHaveSaid("The disk is full");

        Disk!.MakeRoom();
        _app.Clock.Advance(TimeSpan.FromSeconds(10));
        (await _app.Visitor().GetAsync("/health/ready")).ShouldBe(HttpStatusCode.OK);
        (await owner.SubmitAsync(form, ("title", "A title"), ("markdown", typed), ("space", "announcements"), ("do", "save"))).ShouldRedirect();
        _app.ShouldHaveSaid("The disk is full", "serve again");
    }

    [Fact]
    public async Task Refuse_uploads_and_say_it_in_the_reader_s_language()
    {
        var library = await Library.OpenAsync(_app);
        var owner = (await library.SignedInAsync("owner")).Speaking("zh-CN");
        var form = await owner.GetAsync($"{library.Path}/manage/articles/new");
        Disk!.Fill();

        var answer = await owner.SubmitAsync(form, ("markdown", "Typed."), ("picture", new Upload("x.png", Folder.Png)), ("do", "upload"));
        var ready = await _app.Visitor().GetAsync("/health/ready");

        answer.ShouldBe(HttpStatusCode.InsufficientStorage);
        ready.ShouldBe(HttpStatusCode.ServiceUnavailable);
        _app.ShouldHaveSaid("The disk is full");
    }
}

/// <summary>Keeps what it logs.</summary>
public class ListeningApp : GuildhallApp
{
    private readonly LogLines _lines = new();

    protected override void Arrange(IServiceCollection services) => services.AddSingleton<ILoggerProvider>(_lines);

    /// <summary>These lines and no others, each without an exception.</summary>
    public void ShouldHaveSaid(params string[] parts)
    {
        Assert.All(_lines.Taken, line => Assert.Null(line.Exception));
        Assert.Equal(parts.Length, _lines.Taken.Count);
        Assert.All(parts.Zip(_lines.Taken), pair => Assert.Contains(pair.First, pair.Second.Text));
    }
}

/// <summary>The same with its data on a small disk of its own.</summary>
public sealed class DiskApp : ListeningApp
{
    public SmallDisk? Disk { get; private set; }

    protected override void Prepare(DirectoryInfo dataFolder) => Disk = SmallDisk.MountOrSkip(dataFolder.FullName, 32);
}
