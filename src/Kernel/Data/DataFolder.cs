namespace Guildhall.Kernel.Data;

/// <summary>Where this installation keeps what is not in the database: uploaded files, keys, and the SQLite file itself.</summary>
/// <param name="Path">Absolute; exists once the program has been prepared for serving or for a verb.</param>
public sealed record DataFolder(string Path)
{
    /// <summary>A folder below it, made when missing.</summary>
    public string Folder(string name) => Directory.CreateDirectory(System.IO.Path.Combine(Path, name)).FullName;
}
