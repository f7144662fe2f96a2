using Guildhall.Kernel.Data;
using Guildhall.Kernel.Http;
using Guildhall.Web.Operations.Databases;

namespace Guildhall.Web.Hosting;

/// <summary>What must be in order before the program serves or a verb works: the data folder, the file of SQLite, the schema.</summary>
internal static class Preparation
{
    // A tenth of a start; a file of some tens of megabytes is read to its end in this time.
    private static readonly TimeSpan AtMost = TimeSpan.FromMilliseconds(100);

    /// <exception cref="Refused">Something is wrong that the operator can put right.</exception>
    public static async Task RunAsync(IServiceProvider services, CancellationToken cancel)
    {
        var (data, database) = (services.GetRequiredService<DataFolder>(), services.GetRequiredService<DatabaseChoice>());
        MakeFolder(data.Path);
        if (!database.IsPostgres)
            CheckFile(database);
        await Migrations.ApplyAsync(services, cancel);
    }

    /// <summary>Without it a server would start and fail at the first upload.</summary>
    public static void ProbeWriting(DataFolder data)
    {
        var probe = Path.Combine(data.Path, $".{Path.GetRandomFileName()}");
        try
        {
            File.WriteAllBytes(probe, [0]);
        }
        catch (Exception unwritable) when (unwritable is IOException or UnauthorizedAccessException)
        {
            throw CannotUse(data.Path, unwritable);
        }
        finally
        {
            File.Delete(probe);
        }
    }

    private static void MakeFolder(string path)
    {
        try
        {
            Directory.CreateDirectory(path);
        }
        catch (Exception unusable) when (unusable is IOException or UnauthorizedAccessException)
        {
            throw CannotUse(path, unusable);
        }
    }

    private static void CheckFile(DatabaseChoice database)
    {
        var file = SqliteFile.PathOf(database);
        if (Directory.Exists(file))
            throw new Refused("database_is_folder", 422,
                "{0} is a folder. Name the SQLite file itself with Guildhall__Database, or leave that empty.", file);
        if (!Directory.Exists(Path.GetDirectoryName(file)))
            throw new Refused("database_folder_missing", 422, "The folder of the database {0} is not there. Create it first.", file);
        if (SqliteFile.FindDamage(database, AtMost) is { } damage)
            throw Damaged(file, damage);
    }

    public static Refused Damaged(string file, string damage) => new("database_damaged", 422,
        "The database file {0} is damaged: {1}. Look closer with guildhall database check, then restore the newest backup into a new folder.",
        file, damage.TrimEnd('.'));

    private static Refused CannotUse(string path, Exception why) => Outage.Of(why) is { } full
        ? new Refused("storage_full", 507, "Nothing can be written to the data folder {0}. {1}", path, full.Sentence)
        : new Refused("data_folder_unusable", 422,
            "The data folder {0} can't be used: {1} Name another one with Guildhall__Data.", path, why.Message);
}
