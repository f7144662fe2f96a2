using System.Security.Cryptography;
using Guildhall.Content.Files;
using Guildhall.Kernel.Values;

namespace Guildhall.Content.Import;

/// <summary>A picture or another file, as a look at its bytes found it.</summary>
internal sealed class SeenFile
{
    /// <summary>Stands where the true address will stand, and is as long.</summary>
    public static readonly string SampleAddress = $"/c/x/files/{new string('a', StoredFile.CodeLength)}/x";

    private readonly List<ImportNote> _notes = [];
    private bool _shown, _linked;

    /// <summary><c>null</c> where it cannot be taken in.</summary>
    public string? Sha256 { get; private set; }
    public PictureFacts? Picture { get; private set; }

    public static SeenFile Look(IImportFolder folder, ImportEntry entry, long maxBytes)
    {
        var seen = new SeenFile();
        if (entry.Size > maxBytes)
            seen._notes.Add(ImportNote.Error(ImportTexts.FileTooLarge, MarkdownReader.Megabytes(entry.Size),
                MarkdownReader.Megabytes(maxBytes)));
        else
            seen.Read(folder, entry);
        return seen;
    }

    public void Use(bool asPicture)
    {
        _shown |= asPicture;
        _linked |= !asPicture;
    }

    public PlannedRow ToRow(string path, string? knownHash)
    {
        // What is linked to as well can still be saved by the reader.
        if (Sha256 is not null && Picture is null && _shown)
            _notes.Add(new ImportNote(!_linked, IsKnownPicture(path) ? ImportTexts.NotShown : ImportTexts.NotPicture));
        else if (Picture is { } picture && !Fits(path, picture))
            _notes.Add(ImportNote.Warning(ImportTexts.WrongEnding, Path.GetFileName(path), picture.MediaType));
        var action = _notes.Exists(n => n.IsError) ? ImportAction.Error
            : knownHash is null ? ImportAction.Create : knownHash == Sha256 ? ImportAction.Unchanged : ImportAction.Update;
        return new PlannedRow(ImportKind.File, action, path, "", "", "", Sha256 ?? "", _notes);
    }

    private void Read(IImportFolder folder, ImportEntry entry)
    {
        try
        {
            using var stream = folder.Open(entry);
            using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
            var buffer = new byte[Pictures.HeaderBytes];
            var first = true;
            MemoryStream? whole = null;
            int read;
            while ((read = stream.ReadAtLeast(buffer, buffer.Length, throwOnEndOfStream: false)) > 0)
            {
                if (first && Pictures.MayBegin(buffer.AsSpan(0, read)))
                    whole = new MemoryStream();
                first = false;
                whole?.Write(buffer, 0, read);
                hash.AppendData(buffer, 0, read);
            }
            var (picture, whyNot) = whole is null ? default : ImportPicture.Look(whole.ToArray());
            Picture = picture;
            if (whyNot is null)
                Sha256 = Convert.ToHexStringLower(hash.GetHashAndReset());
            else
                _notes.Add(whyNot);
        }
        catch (InvalidDataException)
        {
            _notes.Add(ImportNote.Error(ImportTexts.Damaged));
        }
        catch (Exception denied) when (denied is UnauthorizedAccessException or IOException)
        {
            _notes.Add(ImportNote.Error(ImportTexts.Unreadable));
        }
    }

    private static bool IsKnownPicture(string path) =>
        Path.GetExtension(path).ToLowerInvariant() is ".svg" or ".bmp" or ".avif" or ".tif" or ".tiff" or ".heic" or ".ico";

    private static bool Fits(string path, PictureFacts picture) => Path.GetExtension(path).ToLowerInvariant() is var ending
        && (ending == picture.Extension || (ending == ".jpeg" && picture.Kind == PictureKind.Jpeg));
}
