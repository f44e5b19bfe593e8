/** Where a data set's original files come from and how they are told to be right. */
export type DataSource = PictureSource | TextSource;
export type PictureSource = IdxSource | BatchSource;

interface Published {
  readonly title: string;
  /** Tried in turn when RETORT_DATA has not got the file. */
  readonly mirrors: readonly string[];
}

/** Grey pictures and their labels in one file each, as MNIST is published. */
export interface IdxSource extends Published {
  readonly kind: "idx";
  /** File → SHA-256 of the gzip file as published. */
  readonly files: Readonly<Record<IdxFile, string>>;
}

export type IdxFile =
  | "train-images-idx3-ubyte.gz"
  | "train-labels-idx1-ubyte.gz"
  | "t10k-images-idx3-ubyte.gz"
  | "t10k-labels-idx1-ubyte.gz";

/** Colour pictures of one side length in batches, each picture behind its label, as CIFAR-10 is published. */
export interface BatchSource extends Published {
  readonly kind: "batches";
  readonly side: number;
  /** All batches in one gzipped tar file, with its SHA-256. */
  readonly archive: { readonly file: string; readonly sha256: string };
  /** Training batches in order: file → SHA-256 of the unpacked file. RETORT_DATA may hold the first of them, each gzipped, in place of the archive. */
  readonly training: Readonly<Record<string, string>>;
  readonly test: Readonly<Record<string, string>>;
}

/** One text in a file, as it is published and as RETORT_DATA has it. */
export interface TextSource extends Published {
  readonly kind: "text";
  /** The file's name at its mirrors, with its SHA-256. */
  readonly file: string;
  readonly sha256: string;
  /** Folder and name of the same file in the folder named by RETORT_DATA. */
  readonly local: { readonly folder: string; readonly file: string };
}

/** By the name that `npm run data` takes; a further set of these formats is one more row. */
export const dataSources: Readonly<Record<string, DataSource>> = {
  mnist: {
    kind: "idx",
    title: "MNIST (LeCun, Cortes, Burges)",
    mirrors: [
      "https://storage.googleapis.com/cvdf-datasets/mnist/",
      "https://ossci-datasets.s3.amazonaws.com/mnist/",
    ],
    files: {
      "train-images-idx3-ubyte.gz":
        "440fcabf73cc546fa21475e81ea370265605f56be210a4024d2ca8f203523609",
      "train-labels-idx1-ubyte.gz":
        "3552534a0a558bbed6aed32b30c495cca23d567ec52cac8be1a0730e8010255c",
      "t10k-images-idx3-ubyte.gz":
        "8d422c7b0a1c1c79245a5bcf07fe86e33eeafee792b84584aec276f5a2dbc4e6",
      "t10k-labels-idx1-ubyte.gz":
        "f7ae60f92e00ec6debd23a6088c31dbd2371eca3ffa0defaefb259924204aec6",
    },
  },
  "fashion-mnist": {
    kind: "idx",
    title: "Fashion-MNIST (Zalando Research)",
    mirrors: ["http://fashion-mnist.s3-website.eu-central-1.amazonaws.com/"],
    files: {
      "train-images-idx3-ubyte.gz":
        "3aede38d61863908ad78613f6a32ed271626dd12800ba2636569512369268a84",
      "train-labels-idx1-ubyte.gz":
        "a04f17134ac03560a47e3764e11b92fc97de4d1bfaf8ba1a3aa29af54cc90845",
      "t10k-images-idx3-ubyte.gz":
        "346e55b948d973a97e58d2351dde16a484bd415d4595297633bb08f03db6a073",
      "t10k-labels-idx1-ubyte.gz":
        "67da17c76eaffca5446c3361aaab5c3cd6d1c2608764d35dfb1850b086bf8dd5",
    },
  },
  "cifar-10": {
    kind: "batches",
    title: "CIFAR-10 (Krizhevsky, Nair, Hinton)",
    mirrors: ["https://www.cs.toronto.edu/~kriz/"],
    side: 32,
    archive: {
      file: "cifar-10-binary.tar.gz",
      sha256: "c4a38c50a1bc5f3a1c5537f2155ab9d68f9f25eb1ed8d9ddda3db29a59bca1dd",
    },
    training: {
      "data_batch_1.bin": "cee916563c9f80d84e3cc88e17fdc0941787f1244f00a67874d45b261883ada5",
      "data_batch_2.bin": "a591ca11fa1708a91ee40f54b3da4784ccd871ecf2137de63f51ada8b3fa57ed",
      "data_batch_3.bin": "bbe8596564c0f86427f876058170b84dac6670ddf06d79402899d93ceea26f67",
      "data_batch_4.bin": "014e562d6e23c72197cc727519169a60359f5eccd8945ad5a09d710285ff4e48",
      "data_batch_5.bin": "755304fc0b379caeae8c14f0dac912fbc7d6cd469eb67a1029a08a39453a9add",
    },
    test: {
      "test_batch.bin": "8e2eb146ae340b09e24670f29cabc6326dba54da8789dab6768acf480273f65b",
    },
  },
  shakespeare: {
    kind: "text",
    title: "Tiny Shakespeare (Karpathy)",
    mirrors: ["https://raw.githubusercontent.com/karpathy/char-rnn/master/data/tinyshakespeare/"],
    file: "input.txt",
    sha256: "86c4e6aa9db7c042ec79f339dcb96d42b0075e16b8fc2e86bf0ca57e2dc565ed",
    local: { folder: "text", file: "tinyshakespeare.txt" },
  },
};
