using System.CommandLine;
using Guildhall.Kernel.Contracts.Accounts;
using Guildhall.Kernel.Contracts.Communities;
using Guildhall.Kernel.Contracts.Memberships;
using Guildhall.Kernel.Data;
using Guildhall.Kernel.Http;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Guildhall.Content.Import;

/// <summary><c>import markdown DIR --community SLUG</c>: the same batch as in the browser, worked on at once.</summary>
internal static class ImportVerb
{
    public static Command Command(Cli cli)
    {
        var folder = new Argument<string>("DIR") { Description = "A folder of Markdown files, or a zip of one." };
        var community = new Option<string>("--community") { Description = "Address of the community.", Required = true };
        var space = new Option<string?>("--space") { Description = "Put all articles into this column. Without it every top folder becomes a column." };
        var tier = new Option<string?>("--tier") { Description = "Tier that reads the columns which are made; everyone unless given." };
        var source = new Option<string?>("--source") { Description = "Name that a later import must have to update these articles; the folder's name unless given." };
        var author = new Option<string?>("--author") { Description = "E-mail or id of the member who is the author; the owner of the installation unless given." };
        var dryRun = new Option<bool>("--dry-run") { Description = "Only report what would happen." };
        var withdraw = new Option<bool>("--withdraw-gone") { Description = "Withdraw articles whose files are no longer in the folder." };
        var fetch = new Option<bool>("--fetch-pictures") { Description = "Bring in pictures that lie on other servers, too; without it a link stands in their place." };
        var json = new Option<bool>("--json") { Description = "Answer as JSON." };
        var markdown = new Command("markdown", "Import a folder of Markdown files with their pictures. Running it again updates what has changed.")
        {
            folder, community, space, tier, source, author, withdraw, fetch, dryRun, json,
        };
        markdown.SetAction((parsed, cancel) => cli.RunAsync(
            services => RunAsync(services, new Wish(
                Path.GetFullPath(parsed.GetRequiredValue(folder)), parsed.GetRequiredValue(community), parsed.GetValue(space),
                parsed.GetValue(tier), parsed.GetValue(source),
                parsed.GetValue(author), parsed.GetValue(withdraw), parsed.GetValue(fetch),
                parsed.GetValue(dryRun), parsed.GetValue(json)), cancel),
            cancel));
        return new Command("import", "Bring in what was written elsewhere.") { markdown };
    }

    private sealed record Wish(
        string Folder, string Community, string? Space, string? Tier, string? Source, string? Author, bool WithdrawGone, bool FetchPictures,
        bool DryRun, bool Json);

    private static async Task<int> RunAsync(IServiceProvider services, Wish wish, CancellationToken cancel)
    {
        EnsureReadable(wish.Folder);
        var community = await services.GetRequiredService<ICommunities>().FindAsync(wish.Community, cancel)
            ?? throw new Refused("community_unknown", 404, "There is no community with the address {0}.", wish.Community);
        services.GetRequiredService<CommunityScope>().Enter(community);
        var author = await AuthorAsync(services, wish.Author, cancel);
        // Whoever may start programs on this machine acts for its owner, whomever they name as the author.
        services.GetRequiredService<CurrentMember>().Enter(new Viewer(await OwnerAsync(services, cancel) ?? author));
        var name = Path.GetFileName(wish.Folder.TrimEnd('/', '\\')) is { Length: > 0 } given ? given : "import";

        var id = await services.GetRequiredService<OpenImport>().RunAsync(
            name, wish.Folder, wish.Source, wish.Space, author, wish.FetchPictures, cancel);
        var runner = services.GetRequiredService<ImportRunner>();
        var batch = await RunAsync(services, runner, id, cancel);
        if (batch.State == ImportState.Ready && !wish.DryRun)
        {
            await services.GetRequiredService<DirectImport>().StartAsync(
                id, wish.Tier is null ? null : new ColumnReaders(new Dictionary<string, string>(), wish.Tier), wish.WithdrawGone, cancel);
            batch = await RunAsync(services, runner, id, cancel);
        }
        var items = await ImportReport.ItemsAsync(services.GetRequiredService<AppDb>(), id, cancel);
        if (wish.DryRun || (batch.State == ImportState.Failed && batch.CanDrop))
            await services.GetRequiredService<DirectImport>().DropAsync(id, cancel);

        Cli.Print(ImportReport.Of(batch, items), wish.Json, () => Print(batch, items));
        if (batch.Failure is { } failure)
            Console.Error.WriteLine($"guildhall: {failure}");
        return batch.State == ImportState.Failed ? Cli.Failed : Cli.Ok;
    }

    /// <exception cref="Refused">There is nothing of that name, or what is there cannot be imported.</exception>
    private static void EnsureReadable(string path)
    {
        if (Directory.Exists(path))
            return;
        if (!File.Exists(path))
            throw new Refused("import_missing", 404, "There is no folder or zip {0}.", path);
        using var file = File.OpenRead(path);
        if (file.ReadByte() != 'P' || file.ReadByte() != 'K')
            throw new Refused("import_unreadable", 422, "{0} is neither a folder nor a zip.", path);
    }

    /// <summary>A server that runs on the same data may have taken the batch first: then this waits for it.</summary>
    private static async Task<ImportBatch> RunAsync(IServiceProvider services, ImportRunner runner, long id, CancellationToken cancel)
    {
        while (true)
        {
            var worked = await runner.RunAsync(id, cancel);
            await using var scope = services.CreateAsyncScope();
            // The verb has named the community when it opened the batch.
            var batch = await scope.ServiceProvider.GetRequiredService<AppDb>().Set<ImportBatch>().IgnoreQueryFilters().AsNoTracking()
                .SingleAsync(b => b.Id == id, cancel);
            if (!batch.IsBusy)
                return batch;
            if (!worked)
                await Task.Delay(TimeSpan.FromMilliseconds(200), cancel);
        }
    }

    private static async Task<long> AuthorAsync(IServiceProvider services, string? author, CancellationToken cancel)
    {
        if (author is not null)
            return (await services.GetRequiredService<IMembers>().FindAsync(author, cancel))?.Id
                ?? throw new Refused("member_unknown", 404, "There is no member {0}.", author);
        return await OwnerAsync(services, cancel)
            ?? throw new Refused("owner_missing", 409, "There is no owner yet. Set up Guildhall in the browser first, or name the author with --author.");
    }

    private static Task<long?> OwnerAsync(IServiceProvider services, CancellationToken cancel) => services.GetRequiredService<AppDb>()
        .Members.Where(m => m.IsOwner).OrderBy(m => m.Id).Select(m => (long?)m.Id).FirstOrDefaultAsync(cancel);

    private static void Print(ImportBatch batch, List<ImportItem> items)
    {
        foreach (var row in items.Where(i => i.Action != ImportAction.Unchanged || i.Notes.Count > 0).Select(ImportReportRow.Of))
        {
            Console.WriteLine($"{row.Action,-9} {row.Kind,-7} {row.Path}{(row.Address.Length > 0 ? $"  →  {row.Address}" : "")}");
            foreach (var note in row.Notes)
                Console.WriteLine($"          {(note.IsError ? "error" : note.IsInfo ? "note" : "warning")}: {note.Text}");
        }
        Console.WriteLine();
        if (batch.Failure is null)
            Console.WriteLine(
                $"{batch.Source} {(batch.State == ImportState.Ready ? "would be" : "is")} imported: {batch.Created} new, {batch.Updated} changed, {batch.Unchanged} unchanged, "
                + $"{batch.Warnings} with warnings, {batch.Errors} with errors.");
    }
}
