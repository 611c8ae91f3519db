/** Fetches a file that a descriptor names, from public addresses only. Few catalogs name any: its code is loaded then. */
export const fetchFile: typeof fetch = async (input, init) => {
  const { publicFetch } = await import("@callboard/providers/public-fetch");
  return publicFetch()(input, init);
};
