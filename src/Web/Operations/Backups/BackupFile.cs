using Guildhall.Kernel.Data;
using Guildhall.Kernel.Http;

namespace Guildhall.Web.Operations.Backups;

/// <summary>The zip as a file: where it may be written, and what is said where it may not.</summary>
internal static class BackupFile
{
    /// <exception cref="Refused">The name is taken, or its folder is not there.</exception>
    public static void EnsureFree(string file)
    {
        if (Directory.Exists(file))
            throw new Refused("backup_is_folder", 422,
                "{0} is a folder. Name the file to write, e.g. {1}.", file, Path.Combine(file, "guildhall.zip"));
        if (File.Exists(file))
            throw new Refused("backup_exists", 409, "{0} exists already. Choose another name: a backup never overwrites one.", file);
        var folder = Path.GetDirectoryName(file)!;
        if (File.Exists(folder))
            throw new Refused("backup_folder_is_file", 422, "{0} is a file, not a folder.", folder);
        if (!Directory.Exists(folder))
            throw new Refused("backup_folder_missing", 404, "The folder {0} is not there. Create it first.", folder);
    }

    /// <summary>Readable by its owner only: it holds password hashes and keys.</summary>
    /// <exception cref="Refused">The folder may not be written.</exception>
    public static FileStream Create(string file)
    {
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write, Share = FileShare.None };
        if (!OperatingSystem.IsWindows())
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        try
        {
            return new FileStream(file, options);
        }
        catch (Exception unwritable) when (unwritable is IOException or UnauthorizedAccessException && Outage.Of(unwritable) is null)
        {
            throw new Refused("backup_folder_unwritable", 422, "The folder {0} may not be written.", Path.GetDirectoryName(file)!);
        }
    }

    /// <exception cref="Refused">There is no such file, or it is a folder.</exception>
    public static void EnsureThere(string file)
    {
        if (Directory.Exists(file))
            throw new Refused("backup_is_folder", 422, "{0} is a folder. Name the backup itself, a zip.", file);
        if (!File.Exists(file))
            throw new Refused("backup_missing", 404, "There is no file {0}.", file);
    }
}
