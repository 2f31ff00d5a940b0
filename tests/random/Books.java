import com.adobe.epubcheck.tool.EpubChecker;
import java.io.PrintStream;

/** EPUBCheck of many books in one process.
 *  usage: java -cp epubcheck.jar Books.java BOOK...
 *  Writes what it says of a book to BOOK.said, its status to BOOK.status. */
class Books {
	public static void main(String[] books) throws Exception {
		for (String book : books) {
			int status;
			try (PrintStream said = new PrintStream(book + ".said")) {
				System.setOut(said);
				System.setErr(said);
				status = new EpubChecker().run(new String[] {
					"-q", "--failonwarnings", book});
			}
			try (PrintStream out = new PrintStream(book + ".status")) {
				out.println(status);
			}
		}
	}
}
