using System.CommandLine;
using Guildhall.Files.Storage;
using Guildhall.Kernel.Http;
using Microsoft.Extensions.DependencyInjection;

namespace Guildhall.Files.Moving;

/// <summary><c>files move disk|bucket</c></summary>
internal static class FilesVerb
{
    public static Command Of(Cli cli)
    {
        var to = new Argument<string>("TO") { Description = "disk (the data folder) or bucket." };
        to.AcceptOnlyFromAmong(BucketSettings.Disk, BucketSettings.InBucket);
        var json = new Option<bool>("--json") { Description = "Answer as JSON." };
        var move = new Command(
            "move",
            "Move all files to the data folder or to the bucket, while the site goes on. Safe to repeat: what was moved is left alone.") { to, json };
        move.SetAction((parsed, cancel) => cli.RunAsync(
            services => MoveAsync(services, parsed.GetRequiredValue(to), parsed.GetValue(json), cancel), cancel));
        return new Command("files", "What members have uploaded.") { move };
    }

    private static async Task<int> MoveAsync(IServiceProvider services, string to, bool json, CancellationToken cancel)
    {
        var moved = await services.GetRequiredService<MoveFiles>().RunAsync(to, _ => Task.CompletedTask, cancel);
        var settings = await services.GetRequiredService<Buckets>().SettingsAsync(cancel);
        Cli.Print(moved, json, () =>
        {
            foreach (var name in moved.Damaged)
                Console.WriteLine($"{name} is damaged and stays where it is.");
            Console.WriteLine($"Moved {moved.Files} files, {moved.Bytes} bytes, to {(to == BucketSettings.Disk ? "the data folder" : settings.Place)}.");
            if (settings.KeepsInBucket != (to == BucketSettings.InBucket))
                Console.WriteLine($"New files still go to the {settings.Store}: Guildhall__Files__Store or /operate/files says so.");
        });
        return moved.Damaged.Count == 0 ? Cli.Ok : Cli.Failed;
    }
}
